"""Made-up names by community and sex, from the lists that the bench of search draws on."""

from __future__ import annotations

import random
from itertools import accumulate

from tests.bench.people import corpus

# Of the first names of those lists, the ones that women bear; every other is given to men.
_WOMEN = (
    "Margaret Mary Susan Patricia Christine Linda Barbara Jean Dorothy Sheila Joan Maureen Pamela Sarah "
    "Karen Julie Jacqueline Deborah Elizabeth Helen Janet Carol Sandra Valerie Irene Doreen Joyce Eileen "
    "Shirley Ann Brenda Sylvia Rosemary Judith Gillian Hilary Jennifer Anne Kathleen Betty Marjorie "
    "Winifred Edith Hilda Florence Gladys Phyllis Vera Elsie Doris Olive Lilian Nicola Tracey Joanne "
    "Amanda Angela Alison Wendy Claire Emma Rebecca Laura Charlotte Hannah Lucy Jessica Katherine "
    "Catherine Louise Victoria Rachel Gemma Kerry Samantha Natalie Stacey Leanne Beatrice Agnes Ivy Mabel "
    "Fatima Ayesha Amina Nasreen Shabana Parveen Rukhsana Farhana Yasmin Rubina Samina Sunita Meena Priya "
    "Kiran Manjit Jaswinder Kulwinder Surinder Nirmala Kamla Pushpa Savita Usha Hansa Bhavna Hema Kalpana "
    "Rekha Lakshmi Saraswathi Shanti Gita Indira Jyoti Kusum Lalita Nalini Khadija Maryam Zainab Halima "
    "Hodan Sahra Safiya Ifrah Layla Noor Rania Hanan Salma Nadia Parisa Shirin Ayse Fatma Emine Hatice "
    "Zeynep Elif Zahra Asma Iman Samira Suad Wafa Huda Naima Akosua Ama Abena Yaa Blessing Grace Comfort "
    "Mercy Patience Temitope Funmilayo Folasade Yetunde Ngozi Ifeoma Nkechi Fatmata Mariama Isatu Rudo "
    "Thandiwe Wanjiku Selam Dorcas Esther Ruth Felicia Christiana Gifty Katarzyna Agnieszka Malgorzata "
    "Zofia Jadwiga Halina Danuta Krystyna Ioana Elena Cristina Adriana Olga Natalia Svitlana Iryna "
    "Tatiana Galina Maria Inga Zsuzsanna Ilona Magdalena Beata Ewa Joanna Monika Dorota Rivka Miriam Leah "
    "Rochel Eleni Androulla Stella Despina Rosa Ana Carmen Francisca Isabel Teresa Sofia Beatriz Rita "
    "Xiaoming Jing Fang Yan Hui Mei Ling Ka-Yan Mei-Ling Thi Huong Lan Hoa Soo-Jin Yuki Rosario Corazon "
    "Angelica "
)
WOMEN = frozenset(_WOMEN.split())
_COMMUNITIES = {
    "english": (corpus.ENGLISH, corpus.ENGLISH_GIVEN),
    "irish": (corpus.IRISH, corpus.ENGLISH_GIVEN),
    "south asian": (corpus.SOUTH_ASIAN, corpus.SOUTH_ASIAN_GIVEN),
    "arabic": (corpus.ARABIC, corpus.ARABIC_GIVEN),
    "west african": (corpus.WEST_AFRICAN, corpus.WEST_AFRICAN_GIVEN),
    "east european": (corpus.EAST_EUROPEAN, corpus.EAST_EUROPEAN_GIVEN),
    "jewish": (corpus.JEWISH, corpus.JEWISH_GIVEN),
    "mediterranean": (corpus.MEDITERRANEAN, corpus.MEDITERRANEAN_GIVEN),
    "east asian": (corpus.EAST_ASIAN, corpus.EAST_ASIAN_GIVEN),
}


def _skewed(names: list[str], power: float) -> tuple[list[str], list[float]]:
    """A few names are very common, most are rare."""
    return names, list(accumulate(1 / (place + 4) ** power for place in range(len(names))))


_FAMILIES = {key: _skewed(families, 0.85) for key, (families, _) in _COMMUNITIES.items()}
_GIVEN = {
    (key, sex): _skewed([name for name in given if (name in WOMEN) == (sex == "female")], 0.7)
    for key, (_, given) in _COMMUNITIES.items()
    for sex in ("female", "male")
}


def family(community: str, dice: random.Random) -> str:
    """A family name; a few people have two."""
    names, up_to = _FAMILIES[community]
    said: str = dice.choices(names, cum_weights=up_to)[0]
    return f"{said}-{dice.choices(names, cum_weights=up_to)[0]}" if dice.random() < 0.03 else said


def given(community: str, sex: str, dice: random.Random) -> str:
    """A first name, for some with a second."""
    names, up_to = _GIVEN[community, sex]
    said: str = dice.choices(names, cum_weights=up_to)[0]
    return f"{said} {dice.choices(names, cum_weights=up_to)[0]}" if dice.random() < 0.25 else said
