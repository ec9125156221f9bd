"""The office's vocabulary: posts, categories, degrees and titles with their words in three languages. Pure data.

Codes are what the database keeps; words are what lists from the HR office are understood by and what pages show.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A code with its words in three languages and other ways it is written."""

    code: str
    ky: str
    ru: str
    en: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Post(Word):
    """A post and the category of staff it belongs to. Clause 1.1."""

    category: str = "other"


@dataclass(frozen=True)
class DegreeField(Word):
    """A field of science with the abbreviations of its two degrees in Kyrgyz and Russian."""

    ky_candidate: str = ""
    ky_doctor: str = ""
    ru_candidate: str = ""
    ru_doctor: str = ""


def _by_code(words):  # type: ignore[no-untyped-def]
    return {word.code: word for word in words}


CATEGORIES: dict[str, Word] = _by_code(
    [
        Word(
            "teaching",
            "ПОК",
            "ППС",
            "teaching staff",
            ("профессордук-окутуучулук курам", "профессорско-преподавательский состав"),
        ),
        Word(
            "support",
            "ОКК",
            "УВП",
            "teaching-support staff",
            ("окуу-көмөкчү кызматкерлер", "учебно-вспомогательный персонал"),
        ),
        Word("management", "жетекчилик курам", "руководящий состав", "management", ("жетекчилик", "АУП")),
        Word("scientific", "илимий кызматкерлер", "научные сотрудники", "scientific staff", ("илимий",)),
        Word("other", "башка", "прочие", "other"),
    ]
)

POSTS: dict[str, Post] = _by_code(
    [
        Post(
            "assistant",
            "ассистент (окутуучу-стажёр)",
            "ассистент (преподаватель-стажёр)",
            "assistant",
            ("ассистент", "окутуучу-стажер", "преподаватель-стажер"),
            "teaching",
        ),
        Post("teacher", "окутуучу", "преподаватель", "lecturer", ("преп.", "мугалим"), "teaching"),
        Post(
            "senior_teacher",
            "улук окутуучу",
            "старший преподаватель",
            "senior lecturer",
            ("ага окутуучу", "ст. преподаватель", "ст. преп.", "ага окут.", "улук окут."),
            "teaching",
        ),
        Post(
            "docent", "доцент", "доцент", "associate professor", ("доц.", "и.о. доцента", "доценттин м.а."), "teaching"
        ),
        Post(
            "professor",
            "профессор",
            "профессор",
            "professor",
            ("проф.", "и.о. профессора", "профессордун м.а."),
            "teaching",
        ),
        Post(
            "head_of_department",
            "кафедра башчысы",
            "заведующий кафедрой",
            "head of department",
            (
                "зав. кафедрой",
                "зав. каф.",
                "каф. башчысы",
                "кафедра башчысынын м.а.",
                "и.о. зав. кафедрой",
                "башчысынын м.а.",
                "ПЦО башчысы",
            ),
            "teaching",
        ),
        Post("college_teacher", "колледждин окутуучусу", "преподаватель колледжа", "college teacher", (), "teaching"),
        Post("dean", "декан", "декан", "dean", ("декандын м.а.", "и.о. декана"), "management"),
        Post(
            "director",
            "институттун директору",
            "директор института",
            "director of the institute",
            ("директор", "директору", "колледждин директору", "директор колледжа"),
            "management",
        ),
        Post(
            "vice_dean",
            "декандын (директордун) орун басары",
            "заместитель декана (директора)",
            "deputy dean",
            ("декандын орун басары", "директордун орун басары", "зам. декана", "зам. директора"),
            "management",
        ),
        Post("rector", "ректор", "ректор", "rector", (), "management"),
        Post(
            "vice_rector",
            "проректор",
            "проректор",
            "vice-rector",
            ("ИжИ боюнча проректор", "проректор по науке и инновациям"),
            "management",
        ),
        Post(
            "office_head",
            "бөлүм башчысы",
            "начальник отдела",
            "head of office",
            ("бөлүмдүн башчысы", "зав. отделом", "нач. отдела"),
            "management",
        ),
        Post("lab_assistant", "лаборант", "лаборант", "laboratory assistant", ("лаб.",), "support"),
        Post(
            "senior_lab_assistant",
            "улук лаборант",
            "старший лаборант",
            "senior laboratory assistant",
            ("ст. лаборант", "ага лаборант", "улук лаб.", "ст. лаб."),
            "support",
        ),
        Post(
            "lab_head",
            "лаборатория башчысы",
            "заведующий лабораторией",
            "head of laboratory",
            ("зав. лабораторией", "зав. лаб."),
            "support",
        ),
        Post("engineer", "инженер", "инженер", "engineer", ("инж.", "инженер-программист"), "support"),
        Post("methodist", "методист", "методист", "methodologist", ("усулчу",), "support"),
        Post(
            "study_office_head",
            "окуу бөлүмүнүн башчысы",
            "заведующий учебной частью",
            "head of study office",
            ("зав. учебной частью", "окуу бөл. башчысы"),
            "support",
        ),
        Post(
            "secretary",
            "катчы-референт",
            "секретарь-референт",
            "secretary",
            ("катчы", "секретарь", "катчы-реф."),
            "support",
        ),
        Post(
            "computer_class",
            "компьютердик класстын адиси",
            "специалист компьютерного класса",
            "computer-lab specialist",
            ("комп. кл. адиси",),
            "support",
        ),
        Post("workshop_master", "окуу чебери", "учебный мастер", "workshop instructor", ("мастер", "чебер"), "support"),
        Post(
            "specialist",
            "адис",
            "специалист",
            "specialist",
            ("башкы адис", "главный специалист", "жетектөөчү адис", "ведущий специалист"),
            "support",
        ),
        Post("librarian", "китепканачы", "библиотекарь", "librarian", ("библиограф",), "support"),
        Post("researcher", "илимий кызматкер", "научный сотрудник", "researcher", ("н.с.",), "scientific"),
        Post(
            "junior_researcher",
            "кенже илимий кызматкер",
            "младший научный сотрудник",
            "junior researcher",
            ("м.н.с.",),
            "scientific",
        ),
        Post(
            "senior_researcher",
            "улук илимий кызматкер",
            "старший научный сотрудник",
            "senior researcher",
            ("с.н.с.",),
            "scientific",
        ),
        Post("other", "башка кызмат", "другая должность", "other post"),
    ]
)

DEGREE_LEVELS: dict[str, Word] = _by_code(
    [
        Word("candidate", "илимдин кандидаты", "кандидат наук", "Candidate of Sciences", ("и.к.", "к.н.", "канд.")),
        Word("doctor", "илимдин доктору", "доктор наук", "Doctor of Sciences", ("и.д.", "д.н.", "докт.")),
        Word(
            "phd",
            "философия доктору (PhD)",
            "PhD",
            "PhD",
            ("Ph.D.", "доктор PhD", "профиль боюнча доктор", "доктор по профилю"),
        ),
    ]
)


def _field(code: str, ky: str, ru: str, en: str, ky_stem: str, ru_stem: str, *synonyms: str) -> DegreeField:
    return DegreeField(
        code, ky, ru, en, synonyms, f"{ky_stem}и.к.", f"{ky_stem}и.д.", f"к.{ru_stem}н.", f"д.{ru_stem}н."
    )


DEGREE_FIELDS: dict[str, DegreeField] = _by_code(
    [
        _field("technical", "техника", "технические науки", "technical sciences", "т.", "т."),
        _field(
            "physics_maths",
            "физика-математика",
            "физико-математические науки",
            "physics and mathematics",
            "ф.-м.",
            "ф.-м.",
        ),
        _field("chemistry", "химия", "химические науки", "chemistry", "х.", "х."),
        _field("biology", "биология", "биологические науки", "biology", "б.", "б."),
        _field(
            "geology",
            "геология-минералогия",
            "геолого-минералогические науки",
            "geology and mineralogy",
            "г.-м.",
            "г.-м.",
        ),
        _field("geography", "география", "географические науки", "geography", "г.", "г."),
        _field("agriculture", "айыл чарба", "сельскохозяйственные науки", "agriculture", "а.-ч.", "с.-х."),
        _field("economics", "экономика", "экономические науки", "economics", "э.", "э."),
        _field("pedagogy", "педагогика", "педагогические науки", "pedagogy", "п.", "п."),
        _field("psychology", "психология", "психологические науки", "psychology", "пс.", "психол."),
        _field("philology", "филология", "филологические науки", "philology", "филол.", "фил."),
        _field("philosophy", "философия", "философские науки", "philosophy", "филос.", "филос."),
        _field("history", "тарых", "исторические науки", "history", "тар.", "и."),
        _field("law", "юридика", "юридические науки", "law", "ю.", "ю."),
        _field("medicine", "медицина", "медицинские науки", "medicine", "м.", "м."),
        DegreeField(
            "architecture", "архитектура", "архитектура", "architecture", (), "арх.и.к.", "арх.и.д.", "к.арх.", "д.арх."
        ),
    ]
)

TITLES: dict[str, Word] = _by_code(
    [
        Word("docent", "доцент", "доцент", "docent", ("доц.",)),
        Word("professor", "профессор", "профессор", "professor", ("проф.",)),
        Word(
            "senior_researcher", "улук илимий кызматкер", "старший научный сотрудник", "senior researcher", ("с.н.с.",)
        ),
        Word("oshtu_docent", "ОшТУнун доценти", "доцент ОшТУ", "docent of OshTU", ("ОшТУнун доц.",)),
        Word("oshtu_professor", "ОшТУнун профессору", "профессор ОшТУ", "professor of OshTU", ("ОшТУнун проф.",)),
        Word(
            "corresponding_member",
            "УИАнын мүчө-корреспонденти",
            "член-корреспондент НАН",
            "corresponding member",
            ("чл.-корр.",),
        ),
        Word("academician", "УИАнын академиги", "академик НАН", "academician", ("академик",)),
    ]
)
