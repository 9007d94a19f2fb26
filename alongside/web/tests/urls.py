"""Routes of the little site and of web itself."""

from alongside.web import door as house
from alongside.web.tests.site import door

handler400 = "alongside.web.pages.bad_request"
handler403 = "alongside.web.pages.forbidden"
handler404 = "alongside.web.pages.missing"
handler500 = "alongside.web.pages.broken"

urlpatterns = [*house.urlpatterns(), *door.urlpatterns()]
