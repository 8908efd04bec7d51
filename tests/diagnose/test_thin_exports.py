"""Companies that export less than we would like: what can be done is done, what cannot is said."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from oarlock.demo.company import simulate

from .conftest import diagnosis_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    simulate(folder, seed=3, plant="slow_follow_up")
    return folder


def only(exports: Path, folder: Path, *tables: str) -> Path:
    for name in tables:
        (folder / f"{name}.parquet").write_bytes((exports / f"{name}.parquet").read_bytes())
    return folder


@pytest.mark.slow
def test_a_list_of_deals_alone_names_nobody_and_says_what_is_missing(exports: Path, tmp_path: Path) -> None:
    found = diagnosis_of(only(exports, tmp_path, "opportunities", "opportunity_versions"), NOW)
    assert found.slopes is not None
    assert found.slopes.marketing.growth.value is not None
    told = {cause.code: cause.missing for cause in found.causes}
    assert "activities.csv" in told["slow_follow_up"]
    assert "customer_events.csv" in told["customer_experience"]
    assert not {"slow_follow_up", "sales_capacity", "off_profile_targeting"} & {cause.code for cause in found.named}


@pytest.mark.slow
def test_deals_without_versions_say_which_file_would_give_them(exports: Path, tmp_path: Path) -> None:
    found = diagnosis_of(only(exports, tmp_path, "opportunities", "leads", "accounts"), NOW)
    assert found.named == ()
    assert any("opportunity_versions.csv" in note for note in found.notes)


@pytest.mark.slow
def test_without_accounts_the_hand_off_is_still_judged(exports: Path, tmp_path: Path) -> None:
    tables = ("opportunities", "opportunity_versions", "leads", "stage_changes", "assignments", "activities", "users")
    found = diagnosis_of(only(exports, tmp_path, *tables), NOW)
    assert [cause.code for cause in found.named][:1] == ["slow_follow_up"]
    assert "profile" in next(cause.missing for cause in found.causes if cause.code == "off_profile_targeting")
