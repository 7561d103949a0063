"""The front doors. `urls.account` holds allauth's names, which know no namespace."""

from django.urls import URLPattern, path

from osnowa.portal.views import account, demonstration, home, mine, paths, public, rights, work

app_name = "portal"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("programy/<slug:programme>/", home.programme, name="programme"),
    path("programy/<slug:programme>/wyniki/", public.results, name="results"),
    path("programy/<slug:programme>/wyniki/wyniki.csv", public.results_csv, name="results_csv"),
    path("dostepnosc/", public.accessibility, name="accessibility"),
    path("prywatnosc/", public.privacy, name="privacy"),
    path("robots.txt", home.robots, name="robots"),
    path("sitemap.xml", home.sitemap, name="sitemap"),
    path("konto/", account.account, name="account"),
    path("konto/drugi-skladnik/", account.second_factor, name="second_factor"),
    path("konto/drugi-skladnik/kody-zapasowe/plik/", account.recovery_codes_file, name="recovery_codes_file"),
    path("konto/zaloguj/od-nowa/", account.start_again, name="start_again"),
    path("konto/wyloguj-inne/", account.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("demonstracja/", demonstration.demonstration, name="demonstration"),
    path("demonstracja/wejscie/<str:role>/", demonstration.door, name="demonstration_door"),
    path("demonstracja/poczta/", demonstration.outbox, name="outbox"),
    path("demonstracja/poczta/<int:mail>/", demonstration.outbox_mail, name="outbox_mail"),
    path("demonstracja/poczta/<int:mail>/html/", demonstration.outbox_html, name="outbox_html"),
    path(
        "demonstracja/poczta/<int:mail>/<int:position>/",
        demonstration.outbox_attachment,
        name="outbox_attachment",
    ),
    path("praca/organizacje/<int:number>/droga/", paths.organisation_path, name="organisation_path"),
    path("moje/organizacje/<int:organisation>/droga/", paths.own_path, name="own_path"),
    path("moje/", mine.mine, name="mine"),
    path("moje/dane/", mine.own_data, name="own_data"),
    path("moje/dane/zmien/", mine.change_own_data, name="own_data_change"),
    path("moje/dane/zgody/", mine.consent, name="own_consent"),
    path("moje/dane/adres/", mine.address, name="own_address"),
    path("moje/dane/adres/kod/", mine.address_code, name="own_address_code"),
    path("moje/dane/pobierz/", mine.download_own_data, name="own_data_download"),
    path("moje/dane/usun/", rights.erase_own, name="erase_own"),
    path("twoje-dane/zgloszenie/<str:token>/", rights.ask, name="data_ask"),
    path("twoje-dane/usunieto/", rights.forgotten, name="forgotten"),
    path("twoje-dane/link/<str:signed>/", rights.by_link, name="data_link"),
    path("twoje-dane/link/<str:signed>/pobierz/", rights.download_by_link, name="data_download"),
    path("twoje-dane/link/<str:signed>/usun/", rights.erase_by_link, name="data_erase"),
    path("praca/osoby/<int:person>/usun-dane/", rights.erase_somebody, name="erase_somebody"),
    path("praca/", work.my, name="my"),
    path("praca/<slug:programme>/", work.dashboard, name="dashboard"),
    path("praca/<slug:programme>/historia/", work.history, name="history"),
    path("praca/<slug:programme>/poczta/", work.mail_queue, name="mail"),
    path("praca/<slug:programme>/poczta/<int:mail_id>/ponow/", work.mail_retry, name="mail_retry"),
]
