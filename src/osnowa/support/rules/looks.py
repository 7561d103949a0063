"""The look's state (done progress soon overdue none na) that goes with each stage and state."""

from osnowa.support.rules.stages import CHOSEN, CONSIDERED, LEFT, ROUTINE, SET_UP, TRIAL

STAGES = {
    CONSIDERED: "none",
    CHOSEN: "progress",
    SET_UP: "progress",
    TRIAL: "progress",
    ROUTINE: "done",
    LEFT: "na",
}
CONSULTATIONS = {"waiting": "soon", "confirmed": "done", "disputed": "overdue", "withdrawn": "na"}
HOURS = {"waiting": "soon", "approved": "done", "returned": "overdue"}
