"""The whole installation in one file, and back: database, uploads, secret key.

    make(target)      -> Made      a checked archive, readable by its owner only
    restore(archive)  -> Restored  everything is checked before anything is touched; what was there is moved aside

`archive` knows the file, `sqlite` and `postgresql` the databases, `making` and `restoring` the order of things.
"""

from osnowa.project.backup.archive import BackupRefused
from osnowa.project.backup.making import Made, make, remove_older
from osnowa.project.backup.restoring import Restored, check, restore

__all__ = ["BackupRefused", "Made", "Restored", "check", "make", "remove_older", "restore"]
