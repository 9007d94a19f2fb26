"""Routes of the little site and of web itself, without the rooms above."""

from django.urls import path

from alongside.web import door as house
from alongside.web import pages
from alongside.web.tests.site import door

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = pages.missing
handler500 = pages.broken

ours = [page for page in house.pages() if page.name.startswith("web.")]
urlpatterns = [*(path(page.route, page, name=page.name) for page in ours), *door.urlpatterns()]
