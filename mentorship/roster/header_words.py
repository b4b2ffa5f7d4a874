"""What the headers of sign-up lists say, in the languages our organisers write them in, folded.

Each line: how surely the phrase names the field, then phrases parted by bars. A phrase ending in
`*` is the beginning of a word; a phrase of several words has to stand together. Where nothing is
said, it is whole words.
"""

HEADERS = {
    "email": (
        (1.0, "email|e mail|mail address|email address|emailadres|e mailadres|emailadresse|"
              "e mail adresse|mailadresse|courriel|adresse mail|correo|correo electronico|"
              "adres e mail|adres email|endereco de email|posta elettronica|sahkoposti|epost|"
              "e post"),
        (0.7, "mail|adresse electronique|contact address"),
    ),
    "manager": (
        (1.0, "manager*|line manager*|supervisor*|vorgesetzt*|fuhrungskraft|chef*|superieur*|"
              "responsable hierarchique|n 1|jefe|jefa|gestor*|chefia|leidinggevende|przelozon*|"
              "kierownik*|boss|reports to|team lead|teamleiter*|responsabile"),
    ),
    "first_name": (
        (1.0, "first name|given name|forename|vorname|prenom|nombre de pila|primeiro nome|"
              "voornaam|imie|firstname|nome proprio"),
        (0.6, "first"),
    ),
    "last_name": (
        (1.0, "last name|surname|family name|nachname|familienname|nom de famille|apellido*|"
              "sobrenome|apelido|achternaam|nazwisko|lastname|cognome"),
        (0.6, "last"),
    ),
    "name": (
        (1.0, "full name|your name|name|vorname und name|vor und nachname|vorname und nachname|"
              "nom et prenom|prenom et nom|nom complet|nombre completo|nombre y apellido*|"
              "nome completo|nome e sobrenome|volledige naam|naam|voor en achternaam|"
              "imie i nazwisko|nazwisko i imie|nombre|nome|nom|participant|teilnehmer*|"
              "nome e cognome|nimi|navn|namn"),
        (0.5, "who are you"),
    ),
    "role": (
        (1.0, "role|rolle|rol|papel|rola|ruolo|funcao no programa|mentor or mentee|"
              "mentor mentee|mentor oder mentee|mentor ou mentore|mentor o mentee|"
              "i would like to be|i want to be|would like to be a|join as|take part as|"
              "teilnehmen als|ich mochte mitmachen als|participer en tant que|participar como|"
              "deelnemen als|sign up as|roll"),
        (0.5, "mentor|mentee|as a|type|typ|art der teilnahme|participation"),
    ),
    "skills_offered": (
        (1.0, "skills i offer|skills offered|i can help with|can help others with|i can offer|"
              "offered skills|expertise to share|biete*|ich kann helfen bei|je peux aider|"
              "competences offertes|puedo ofrecer|posso oferecer|ik bied|moge zaoferowac|"
              "can you teach|could you teach|you can teach"),
    ),
    "skills_wanted": (
        (1.0, "skills i want|skills wanted|want to learn|like to learn|wanted skills|"
              "i want help with|need help with|learning goals|suche hilfe bei|mochte lernen|"
              "lernen mochte|lernen mochtest|souhaite apprendre|competences recherchees|"
              "quiero aprender|quero aprender|wil leren|chce sie nauczyc"),
    ),
    "skills": (
        (1.0, "skill*|fahigkeit*|kompetenz*|kenntnisse|competence*|competencia*|habilidad*|"
              "habilidade*|vaardighed*|umiejetnosc*|competenze|expertise|areas of expertise"),
        (0.9, "offer what would you like to learn|offer learn"),
        (0.7, "topic*|themen|sujets|temas|onderwerpen|tematy|interests|interessen|offer|learn|"
              "help with|strengths|starken|lernen"),
    ),
    "hours": (
        (1.0, "availability|available|verfugbar*|disponib*|disponivel|beschikbaar*|dostepnosc*|"
              "dostepny|when are you free|usually free|free times|freie zeiten|zeiten|"
              "meeting times|preferred times|horario*|horarios|creneaux|kiedy|wann|disponibilita"),
        (0.7, "when|time slots|slots|free|quand|cuando|quando|wanneer|zeit"),
    ),
    "zone": (
        (1.0, "time zone|timezone|zeitzone|fuseau*|zona horaria|huso horario|fuso horario|"
              "tijdzone|strefa czasowa|fuso orario|tz|aikavyohyke|tidszon*"),
        (0.6, "city|ort|stadt|ville|ciudad|cidade|stad|miasto|location|standort|where are you"),
    ),
    "capacity": (
        (1.0, "capacity|kapazitat*|capacite|capacidad|capacidade|capaciteit|how many mentees|"
              "number of mentees|max mentees|mentee slots|anzahl mentees|anzahl der mentees|"
              "wie viele mentees|wieviele mentees|combien de mentore*|combien de mentees|"
              "cuantos mentees|cuantos mentorizados|quantos mentorados|quantos mentees|"
              "hoeveel mentees|ilu mentee|ilu podopiecznych|platze|places|plazas|vagas|plaatsen|"
              "miejsca|liczba miejsc|seats|pojemnosc"),
        (0.7, "how many|number of|wie viele|combien|cuantos|quantos|hoeveel|ilu|anzahl"),
    ),
    "motivation": (
        (1.0, "motivation|motivacion|motivacao|motivatie|motywacja|motivazione|why|warum|"
              "pourquoi|por que|waarom|dlaczego|wieso|reason for|statement|beweggrund*|perche"),
        (0.7, "goals|ziele|objectifs|objetivos|doelen|cele|hopes|expectations|erwartungen|"
              "about you|comments|bemerkung*|remarks|anything else|notes"),
    ),
    "department": (
        (1.0, "department|dept|abteilung*|departement|service|departamento|afdeling|dzial|"
              "reparto|business unit|division|bereich|area|team|organisation unit|unit|faculty|"
              "fakultat|osasto|avdelning"),
    ),
    "language": (
        (1.0, "language*|sprache*|langue*|idioma*|lingua*|taal|talen|jezyk*|sprachen"),
    ),
    "pronouns": (
        (1.0, "pronoun*|pronomen|pronom*|zaimki|anrede"),
    ),
    "answered": (
        (1.0, "timestamp|zeitstempel|horodateur|horodatage|marca temporal|marca de tiempo|"
              "carimbo de data hora|tijdstempel|sygnatura czasowa|submitted|submitted at|"
              "submission date|completion time|response date|date submitted|eingereicht am|"
              "eingegangen am|informazioni cronologiche"),
        (0.7, "start time|date|datum|fecha|data|created|created at|signed up|anmeldedatum"),
    ),
}  # fmt: skip

# A header that says one of these is not that field, whatever else it says.
NOT = {
    "email": HEADERS["manager"][0][1],
    "name": (
        HEADERS["manager"][0][1] + "|user name|username|company|firma|file name|team name|"
        "department name|programme name|program name|company name|emergency contact"
    ),
    "first_name": "last name|nachname|nom et prenom|prenom et nom|vorname und name|"
    "vorname und nachname|imie i nazwisko|full name",
    "last_name": "first name|vorname|nombre y apellido*|imie i nazwisko|full name",
    "role": (
        "how many|number of|wie viele|combien|cuantos|quantos|hoeveel|ilu|anzahl|why|when|"
        "skill*|preferred mentor|job role|job title|your mentor"
    ),
    "hours": (
        "per month|a month|pro monat|par mois|al mes|por mes|per maand|miesiecznie|time zone|"
        "timezone|zeitzone|how many hours|wie viele stunden|per week|pro woche|start time|"
        "completion time|timestamp"
    ),
    "capacity": "hours|stunden|heures|horas|uren|godzin|years|jahre|anos|ans|ore",
    "skills": "language skills|sprachkenntnisse|skills i offer|skills i want",
    "answered": "birth|geburt*|naissance|nacimiento|start date|date of",
}
