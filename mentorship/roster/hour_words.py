"""Days and parts of the day in the languages our organisers write lists in, folded (fold.py)."""

from datetime import time

from mentorship.roster.fold import several

# Whole words first, then the beginnings that longer and inflected words share.
DAYS = {
    word: day
    for day, said in enumerate(
        (
            "mo mon lun ma pon pn seg 2a lunes lundi lunedi montags maandag mandag",
            "tu tue tues di die mar wt wto ter 3a mardi martes martedi dinsdag",
            "we wed weds mi mit mer mie wo woe sr qua 4a mercredi miercoles mercoledi woensdag",
            "th thu thur thurs do don jeu jue gio czw cz qui 5a jeudi jueves giovedi donderdag",
            "fr fri fre ven vie vr vrij pi pia pt sex 6a vendredi viernes venerdi vrijdag",
            "sa sat sam sab za zat sob sb sabado samedi sabato zaterdag",
            "su sun so son dim dom zo zon nd niedz ndz domingo dimanche domenica zondag",
        )
    )
    for word in said.split()
}
DAY_STARTS = {
    "monday": 0, "montag": 0, "segunda": 0, "poniedzial": 0,
    "tuesday": 1, "dienstag": 1, "terca": 1, "wtor": 1,
    "wednesday": 2, "mittwoch": 2, "quarta": 2, "srod": 2,
    "thursday": 3, "donnerstag": 3, "quinta": 3, "czwart": 3,
    "friday": 4, "freitag": 4, "sexta": 4, "piat": 4,
    "saturday": 5, "samstag": 5, "sonnabend": 5, "sobot": 5,
    "sunday": 6, "sonntag": 6, "niedziel": 6,
}  # fmt: skip
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Days in a row that have a name of their own.
SPANS = {
    "weekday": (0, 1, 2, 3, 4), "weekdays": (0, 1, 2, 3, 4), "wochentags": (0, 1, 2, 3, 4),
    "werktags": (0, 1, 2, 3, 4), "werktage": (0, 1, 2, 3, 4), "semaine": (0, 1, 2, 3, 4),
    "doordeweeks": (0, 1, 2, 3, 4), "weekend": (5, 6), "weekends": (5, 6), "wochenende": (5, 6),
    "wochenenden": (5, 6), "weekendy": (5, 6), "daily": tuple(range(7)), "taglich": tuple(range(7)),
}  # fmt: skip

MORNING = (time(9), time(12))
LUNCH = (time(12), time(14))
AFTERNOON = (time(14), time(17))
EVENING = (time(18), time(21))
WHOLE_DAY = (time(9), time(18))

_PARTS = {
    MORNING: (
        "morning mornings vormittag vormittags morgen morgens fruh matin matinee matins manana "
        "mananas manha manhas ochtend ochtenden smorgens rano ranek poranek przedpoludnie mattina"
    ),
    LUNCH: (
        "lunch lunchtime lunchtimes noon midday mittag mittags mittagspause midi mediodia almoco "
        "meiodia lunchpauze poludnie pranzo"
    ),
    AFTERNOON: (
        "afternoon afternoons pm nachmittag nachmittags apresmidi tarde tardes middag namiddag "
        "namiddagen middagen popoludnie popoludniu popoludniem pomeriggio"
    ),
    EVENING: (
        "evening evenings eve night nights abend abends soir soirs soiree noche noches noite "
        "noites avond avonden savonds wieczor wieczorem wieczory sera serata"
    ),
}
PARTS = {word: window for window, said in _PARTS.items() for word in said.split()}
# Two words that are one: joined before the text is cut into words.
JOINED = (
    ("apres-midi", "apresmidi"), ("apres midi", "apresmidi"), ("meio-dia", "meiodia"),
    ("medio dia", "mediodia"), ("'s morgens", "smorgens"), ("'s avonds", "savonds"),
    ("'s middags", "namiddag"), ("t/m", "-"), ("-feira", ""), ("po poludniu", "popoludniu"),
)  # fmt: skip

# Between two days or two times: everything from the one to the other.
UNTIL = several("- to till until through thru bis au a ate al tot do")
AFTER = several("after from ab nach von apres despues depois na vanaf po od")
BEFORE = several("before until till vor bis avant antes voor przed")
# Words that carry no time and may stand anywhere.
FILLERS = several(
    "on in the at and und et y e en i or oder ou o of from de du des das le la les los las el os "
    "as am im an den der die h uhr hrs hours usually often most mostly por no um any every each "
    "all jeden jede free available usual z w we cet local time od tout tous toute toutes todos "
    "todas cada elke iedere kazdy sometimes ideally preferably after before between zwischen "
    "entre tussen"
)
# An amount of time, not a time: `2 hours a week` says nothing about when.
AMOUNTS = several(
    "hour hours stunde stunden std heure heures hora horas ora ore uur uren godzina godziny godzin "
    "minutes minuten month monthly monat mois mes meses maand miesiac"
)
EARLIEST, LATEST = time(7), time(22)
