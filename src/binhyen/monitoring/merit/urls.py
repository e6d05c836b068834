"""Addresses of proposals of commendation and accountability (/khen-thuong/)."""

from django.urls import path

from .views import keeping, lists, proposal, steps

app_name = "merit"
urlpatterns = [
    path("", lists.proposal_list, name="list"),
    path("cua-toi/", lists.own, name="own"),
    path("lap/", lists.make, name="make"),
    path("to-trinh.docx", lists.period_letter, name="period-letter"),
    path("to-trinh/du-thao/", lists.period_draft, name="period-draft"),
    path("tieu-chi/", keeping.terms, name="terms"),
    path("tieu-chi/<str:code>/", keeping.term, name="term"),
    path("hoan-canh/", keeping.circumstances, name="circumstances"),
    path("hoan-canh/them/", keeping.add_circumstance, name="circumstance-add"),
    path("hoan-canh/<int:pk>/rut/", keeping.withdraw_circumstance, name="circumstance-withdraw"),
    path("dong/<int:pk>/bo/", proposal.strike, name="strike"),
    path("<int:pk>/", proposal.proposal, name="proposal"),
    path("<int:pk>/them-dong/", proposal.add_line, name="line-add"),
    path("<int:pk>/gui/", proposal.send, name="send"),
    path("<int:pk>/rut/", proposal.withdraw, name="withdraw"),
    path("<int:pk>/van-ban.docx", proposal.letter, name="letter"),
    path("<int:pk>/du-thao/", proposal.draft, name="draft"),
    path("<int:pk>/y-kien/", steps.word, name="word"),
    path("<int:pk>/quyet-dinh/", steps.decide, name="decide"),
    path("<int:pk>/kien-nghi/", steps.appeal, name="appeal"),
    path("<int:pk>/tra-loi/", steps.answer, name="answer"),
]
