"""Words for roles, numbers and languages in the languages our organisers write lists in.

All of them folded (see fold.py): lower case, without accents.
"""

import re

from mentorship.roster.fold import several

MENTOR = several(
    "mentor mentors mentorin mentoren mentorinnen mentora mentores mentoras mentore mentori "
    "mentrice mentorka mentorem mentorzy mentoring mentorerin tutor tutora tuteur tutrice "
    "coach mentorom"
)
MENTEE = several(
    "mentee mentees mentored mentoree protege protegee protegees protegido protegida apprentice "
    "learner pupil aprendiz lernende lernender podopieczny podopieczna uczen menti tutorado "
    "tutorada"
)
MENTEE_STARTS = (
    "mentee", "mentorand", "mentorad", "mentoriz", "mentoread", "mentorow", "podopieczn",
)  # fmt: skip
BOTH = several(
    "both either beides beide ambos ambas ambo entrambi entrambe allebei beiden obie oba oboje "
    "obydwie obydwa begge bada molemmat"
)
SEEKING = re.compile(
    r"\b(?:find|have|get|need|want|seek|seeking|looking for|suche|brauche|cherche|trouver|busco|"
    r"buscar|encontrar|procuro|procurar|zoek|zoeken|szukam|cerco)\s+"
    r"(?:(?:a|an|my|one|eine?n?|une?|una?|uma?|een)\s+)?mentor\w*\b"
)

NUMBERS = {
    word: number
    for number, said in enumerate(
        (
            "zero null none keine aucun aucune ninguno ninguna nenhum nenhuma geen nul zaden",
            "one ein eine einen eins un une uno una um uma een jeden jedna jednego",
            "two zwei deux dos dois duas twee dwa dwie dwoch due couple",
            "three drei trois tres drie trzy trzech tre",
            "four vier quatre cuatro quatro cztery czterech quattro",
            "five funf fuenf cinq cinco vijf piec pieciu cinque",
            "six sechs seis zes szesc szesciu sei",
            "seven sieben sept siete sete zeven siedem sette",
            "eight acht huit ocho oito osiem otto",
            "nine neun neuf nueve nove negen dziewiec",
            "ten zehn dix diez dez tien dziesiec dieci",
        )
    )
    for word in said.split()
}
UNLIMITED = frozenset({"n/a", "na", "-", "not applicable", "entfallt", "sans objet", "no aplica"})

_LANGUAGES = {
    "ar": "arabic arabisch arabe arabo",
    "bn": "bengali bangla",
    "cs": "czech tschechisch tcheque checo",
    "da": "danish danisch danois dansk",
    "de": "german deutsch allemand aleman alemao duits niemiecki tedesco",
    "el": "greek griechisch grec griego grego",
    "en": "english englisch anglais ingles engels angielski inglese",
    "es": "spanish spanisch espagnol espanol espanhol spaans hiszpanski castellano spagnolo",
    "fa": "persian farsi persisch",
    "fi": "finnish finnisch finnois suomi",
    "fr": "french franzosisch francais frances frans francuski francese",
    "he": "hebrew hebraisch hebreu hebreo",
    "hi": "hindi",
    "hu": "hungarian ungarisch hongrois magyar",
    "id": "indonesian indonesisch bahasa",
    "it": "italian italienisch italien italiano italiaans wloski",
    "ja": "japanese japanisch japonais japones nihongo",
    "ko": "korean koreanisch coreen coreano",
    "nb": "norwegian norwegisch norvegien norsk",
    "nl": "dutch niederlandisch hollandisch neerlandais holandes nederlands niderlandzki",
    "pl": "polish polnisch polonais polaco polones pools polski",
    "pt": "portuguese portugiesisch portugais portugues portugees portugalski",
    "ro": "romanian rumanisch roumain romana",
    "ru": "russian russisch russe ruso russo rosyjski",
    "sv": "swedish schwedisch suedois svenska",
    "sw": "swahili kiswahili",
    "ta": "tamil",
    "th": "thai",
    "tr": "turkish turkisch turc turco turkce",
    "uk": "ukrainian ukrainisch ukrainien ukrainski",
    "ur": "urdu",
    "vi": "vietnamese vietnamesisch vietnamien",
    "zh": "chinese chinesisch chinois chino mandarin cantonese",
}
LANGUAGES = {word: code for code, said in _LANGUAGES.items() for word in [code, *said.split()]}
