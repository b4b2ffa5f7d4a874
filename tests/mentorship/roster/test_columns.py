"""Which column holds what, in several languages, with and without headers."""

import pytest

from mentorship.roster import guess_columns, read

CELLS = (
    "Ana Berg;ana@example.org;Mentor;SQL, Testing;Mon evening;Europe/Berlin;2;IT;boss@example.org",
    "Ben Roy;ben@example.org;Mentee;Python, SQL;Tue morning;Europe/Paris;;HR;boss@example.org",
)
WANTED = ["name", "email", "role", "skills", "hours", "zone", "capacity", "department", "manager"]


def fields(text: str) -> list[str]:
    return [guess.field for guess in guess_columns(read(text.encode())).guesses]


@pytest.mark.parametrize(
    "header",
    [
        "Full name;E-mail;Role;Skills;Availability;"
        "Time zone;Capacity;Department;Line manager's email",
        "Vor- und Nachname;E-Mail-Adresse;Rolle;Kompetenzen;Verfügbarkeit;"
        "Zeitzone;Kapazität;Abteilung;E-Mail der Führungskraft",
        "Nom et prénom;Courriel;Rôle;Compétences;Disponibilités;"
        "Fuseau horaire;Capacité;Service;Courriel du supérieur hiérarchique",
        "Nombre completo;Correo electrónico;Rol;Habilidades;Disponibilidad;"
        "Zona horaria;Capacidad;Departamento;Correo de su jefe",
        "Nome completo;E-mail;Papel;Competências;Disponibilidade;"
        "Fuso horário;Capacidade;Departamento;E-mail do gestor",
        "Volledige naam;E-mailadres;Rol;Vaardigheden;Beschikbaarheid;"
        "Tijdzone;Capaciteit;Afdeling;E-mail van leidinggevende",
        "Imię i nazwisko;Adres e-mail;Rola;Umiejętności;Dostępność;"
        "Strefa czasowa;Liczba miejsc;Dział;E-mail przełożonego",
    ],
    ids=["en", "de", "fr", "es", "pt", "nl", "pl"],
)  # fmt: skip
def test_headers_are_understood_in_seven_languages(header: str) -> None:
    assert fields("\n".join((header, *CELLS))) == WANTED


def test_without_headers_the_cells_speak() -> None:
    guessed = fields("\n".join(CELLS))
    speaking = [WANTED.index(name) for name in ("name", "email", "role", "hours", "zone")]
    assert [guessed[at] for at in speaking] == ["name", "email", "role", "hours", "zone"]


def test_first_and_last_name_stay_two_columns() -> None:
    assert fields("Vorname;Nachname;E-Mail\nAna;Berg;a@example.org\n") == [
        "first_name", "last_name", "email",
    ]  # fmt: skip


def test_a_role_column_of_job_titles_is_not_the_role() -> None:
    text = "Email,Role,I want to be a\n" + "\n".join(
        f"p{n}@example.org,{job},Mentee" for n, job in enumerate(("Engineer", "Nurse", "Cook"))
    )
    assert fields(text) == ["email", "", "role"]


def test_two_lists_of_skills_stay_apart() -> None:
    text = "Email,Skills I offer,What I want to learn\na@example.org,SQL,Writing\n"
    assert fields(text) == ["email", "skills_offered", "skills_wanted"]


def test_hours_a_month_are_not_when_somebody_is_free() -> None:
    text = "Email,How many hours per month?,When are you free?\na@example.org,4,Mon evening\n"
    assert fields(text) == ["email", "", "hours"]


def test_a_grid_of_days_is_one_answer() -> None:
    header = "Email,When are you free? [Monday],When are you free? [Tuesday]"
    text = f'{header}\na@example.org,"Morning, Evening",\nb@example.org,,Lunch\n'
    assert fields(text) == ["email", "hours", "hours"]


def test_a_choice_wins_over_a_guess() -> None:
    columns = guess_columns(read(b"Email,Team\na@example.org,Blue\n"))
    assert [g.field for g in columns.guesses] == ["email", "department"]
    chosen = columns.chosen({1: "motivation"})
    assert [(g.field, g.confidence) for g in chosen.guesses][1] == ("motivation", 1.0)
    assert chosen.of("motivation") == (1,)
