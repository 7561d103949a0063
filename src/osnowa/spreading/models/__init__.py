from osnowa.spreading.models.handout import Handout, HandoutProof
from osnowa.spreading.models.link import LinkDay, ShortLink

__all__ = ["Handout", "HandoutProof", "LinkDay", "ShortLink"]
