"""Every address of Alongside; each comes from a page() in one of the rooms."""

from alongside.web import door

urlpatterns = door.urlpatterns()
handler400 = "alongside.web.pages.bad_request"
handler403 = "alongside.web.pages.forbidden"
handler404 = "alongside.web.pages.missing"
handler500 = "alongside.web.pages.broken"
