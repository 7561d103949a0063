"""Who may write the news. A role of a programme gives the right; Wagtail hears of it request by request.

Wagtail knows page rights only as rows of groups. Keeping group rows in step with roles would need a push from
`programme` upwards, or a write on GET. So the rows are lent: made in memory and put where Wagtail keeps what it has
read (`permission_cache_name`), for one request; their negative keys meet no row. Nothing is stored, a role taken away
is gone at once.
"""

from typing import Any

from django.contrib.auth.models import Permission
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.permissions import page_permission_policy

from osnowa.knowledge.models import NewsIndexPage

PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
DOCUMENT_RIGHTS = ("add_document", "change_document", "delete_document", "choose_document")


def may_edit(account: Any) -> bool:
    return bool(account.is_authenticated and account.has_perm("wagtailadmin.access_admin"))


def lend_editor_rights(account: Any) -> None:
    """Let the account write under the list of news, and keep documents, until the request ends."""
    if account.is_superuser:
        return
    index = NewsIndexPage.objects.first()
    pages = [] if index is None else [(index.page_ptr, codename) for codename in PAGE_RIGHTS]
    setattr(
        account,
        page_permission_policy.permission_cache_name,
        [
            GroupPagePermission(page=page, permission=Permission(codename=codename))
            for page, codename in pages
        ],
    )
    collection = Collection.get_first_root_node()
    kept = [] if collection is None else [(collection, codename) for codename in DOCUMENT_RIGHTS]
    setattr(
        account,
        document_policy.permission_cache_name,
        [
            GroupCollectionPermission(pk=-number, collection=where, permission=Permission(codename=codename))
            for number, (where, codename) in enumerate(kept, start=1)
        ],
    )
