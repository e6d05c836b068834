"""Addresses of the register of people."""

from django.urls import path

from .views import crossings, editing, pairs, person, requests, searching

app_name = "people"
urlpatterns = [
    path("", searching.person_list, name="list"),
    path("them/", searching.enter, name="enter"),
    path("them/goi-y/", searching.hint, name="hint"),
    path("chon/", searching.choose, name="choose"),
    path("them/thon/", searching.hamlets, name="hamlets"),
    path("trung/", pairs.queue, name="pairs"),
    path("trung/<int:left_id>/<int:right_id>/", pairs.compare, name="pair"),
    path("gop/<int:merge_id>/tach/", pairs.take_apart, name="unmerge"),
    path("yeu-cau/", requests.worklist, name="requests"),
    path("yeu-cau/<int:request_id>/", requests.one, name="request"),
    path("yeu-cau/<int:request_id>/xac-nhan/", requests.acknowledge, name="request-acknowledge"),
    path("yeu-cau/<int:request_id>/gia-han/", requests.extend, name="request-extend"),
    path("yeu-cau/<int:request_id>/tra-loi/", requests.answer, name="request-answer"),
    path("<int:pk>/", person.person, name="person"),
    path("<int:pk>/sua/", editing.change, name="amend"),
    path("<int:pk>/them/<str:part>/", editing.add, name="part-add"),
    path("<int:pk>/anh/", editing.photo, name="photo"),
    path("<int:pk>/ket-thuc/<str:part>/<str:row_id>/", editing.end, name="part-end"),
    path("<int:pk>/hien/<str:part>/<str:row_id>/", person.show, name="show"),
    path("<int:pk>/lich-su/", person.history, name="history"),
    path("<int:pk>/tom-tat.docx", person.summary, name="summary"),
    path("<int:pk>/yeu-cau/", requests.of_person, name="person-requests"),
    path("mo-xem/", crossings.crossing_list, name="crossings"),
    path("mo-xem/dia-ban/", crossings.area, name="crossing-area"),
    path("mo-xem/<int:crossing_id>/dong/", crossings.close, name="crossing-close"),
    path("mo-xem/<int:crossing_id>/khong-dung/", crossings.object_to, name="crossing-object"),
    path("mo-xem/<int:crossing_id>/giai-trinh/", crossings.explain, name="crossing-explain"),
    path("<int:person_id>/mo-ngan/<str:compartment>/", crossings.compartment, name="crossing-compartment"),
    path("<int:person_id>/da-xem/", crossings.readers, name="readers"),
]
