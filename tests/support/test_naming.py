"""Who stands in the catalogue among users of a tool: only who agreed, only while they use it."""

import datetime as dt

from osnowa.knowledge.models import ToolUse
from osnowa.support.actions.adoption import change_adoption, record_stage
from tests.support.conftest import MAY_10

DAY = dt.timedelta(days=1)


def named():
    return list(ToolUse.objects.values_list("tool_key", "stage", "since_on"))


def test_an_organisation_is_named_by_its_own_word_and_while_it_uses_the_tool(scene):
    adoption = scene.tool(stage="trial", may_be_named=False)
    assert named() == []
    agree = {"purpose": adoption.purpose, "owner": adoption.owner, "by": scene.ola}
    change_adoption(adoption, may_be_named=True, **agree)
    assert named() == [("nextcloud", "trial", MAY_10)]
    record_stage(adoption, "routine", MAY_10, by=scene.ola)
    assert named() == [("nextcloud", "routine", MAY_10)]
    change_adoption(adoption, may_be_named=False, **agree)
    assert named() == []
    change_adoption(adoption, may_be_named=True, **agree)
    record_stage(adoption, "left", MAY_10, note="Za trudne.", by=scene.ola)
    assert named() == []
