from osnowa.support.models.adoption import Adoption, AdoptionStage, Stage
from osnowa.support.models.consultation import Consultation
from osnowa.support.models.work_log import WorkLog

__all__ = ["Adoption", "AdoptionStage", "Consultation", "Stage", "WorkLog"]
