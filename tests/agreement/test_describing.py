"""Every setting is documented by the class that holds it."""

from __future__ import annotations

import tomllib

from oarlock.agreement import default_text, describe


def test_every_setting_says_what_it_means():
    for setting in describe():
        assert setting.help.endswith("."), setting.path
        assert len(setting.help.split()) >= 2, setting.path


def test_paths_and_defaults_are_as_the_file_writes_them():
    found = {setting.path: setting.default for setting in describe()}
    assert found["promises.sales.first_response_hours"] == "8"
    assert found["hours.*.windows"] == '["Mon-Fri 09:00-17:00"]'
    assert found["stages.*.name"] is None
    assert found["profile.rule"] == ""
    for path, default in found.items():
        if default:
            tomllib.loads(f"{path.rsplit('.', 1)[-1]} = {default}")


def test_the_packaged_file_mentions_every_setting():
    for setting in describe():
        assert setting.path.rsplit(".", 1)[-1] in default_text(), setting.path
