"""A population that never was: names, births and postcodes of half a million people, always the same.

Names are drawn from short hand-made lists and composed from parts, by community, with the skew that real
names have (a few very common, a long tail). Nobody in it is a real person.
"""

import datetime as dt
import itertools
import random
from collections.abc import Iterator

from alongside.people.rules.dates import ApproximateDate
from alongside.people.rules.nhs_number import check_digit
from alongside.people.rules.search_keys import Identity, Name

SEED = 20261121


def _listed(words: str) -> list[str]:
    return words.split()


def _compose(starts: str, ends: str) -> list[str]:
    return [start + end for start, end in itertools.product(starts.split(), ends.split())]


ENGLISH = _listed(
    "Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Thompson Wright Walker "
    "White Edwards Hughes Green Hall Lewis Harris Clarke Patterson Jackson Wood Turner Martin Cooper Hill Ward "
    "Morris Moore Clark Baker Harrison King Morgan Lee Allen James Phillips Scott Watson Davis Parker Price "
    "Bennett Young Griffiths Mitchell Kelly Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox "
    "Richards Khan Marshall Simpson Anderson Ellis Adams Singh Begum Wilkinson Foster Chapman Powell Webb Rogers "
    "Gray Mason Hunt Palmer Holmes Lloyd Stevens Matthews Reynolds Barnes Knight Butler Barker Jenkins Fisher "
    "Pearson Stevenson Graham Fletcher Murray Dixon Gibson Fox Saunders Andrews Elliott Hart Ford Payne West "
    "Cole Hamilton Lawrence Dean Berry Gardner Spencer Owen Warren Grant Hawkins Nicholson Cunningham Burton"
) + _compose(
    "Ash Brad Cran Den Elm Fair Gar Had Hart Kirk Lang Mar New Oak Pem Rad Shel Stan Tar Thorn Up Wal Wex Whit "
    "Win Wood Yar Bur Clif Dun East Faver Grim Hol Ilk Lock Mid Nor Ot Pres Rams Sed Tid Ul Wake Ban Chil Dar",
    "ley ton ford worth well field shaw wood more man croft hurst combe stead wick dale bourne bridge gate den",
)
IRISH = _listed(
    "Murphy Kelly O'Sullivan Walsh Smith O'Brien Byrne Ryan O'Connor O'Neill O'Reilly Doyle McCarthy Gallagher "
    "Doherty Kennedy Lynch Murray Quinn Moore McLoughlin Carroll Connolly Daly O'Connell Wilson Dunne Brennan "
    "Burke Collins Campbell Clarke Johnston Hughes O'Farrell Fitzgerald Brown Martin Maguire Nolan Flynn "
    "Thompson O'Callaghan O'Donnell Duffy O'Mahony Boyle Healy O'Shea White Sweeney Hayes Kavanagh Power McGrath "
    "Moran Brady Stewart Casey Foley Fitzpatrick O'Leary McDonnell McMahon Donnelly Regan Donovan Burns Flanagan"
) + _compose("Mc", "Adam Bride Cann Dade Elroy Fee Garry Hale Ivor Kay Laren Murdo Nab Phail Quaid Rae")
SOUTH_ASIAN = _listed(
    "Patel Khan Singh Kaur Begum Hussain Ahmed Ali Shah Sharma Miah Akhtar Chowdhury Rahman Islam Mehta Desai Joshi "
    "Kumar Gupta Bibi Iqbal Malik Mahmood Mirza Qureshi Sheikh Siddiqui Ansari Bhatti Butt Chaudhry Dar Hashmi Javed "
    "Kazmi Lodhi Memon Naqvi Raja Rana Rashid Rizvi Saleem Sultana Uddin Zaman Amin Bhatt Chauhan Dave Gandhi Jain "
    "Kapoor Lakhani Modi Nair Pandya Parmar Rao Reddy Shukla Solanki Thakkar Trivedi Varma Vyas Dhillon Gill Sandhu "
    "Sidhu Grewal Bains Johal Atwal Virdee Bhogal Chana Matharu Sagoo Perera Fernando Silva Jayawardena Wickramasinghe"
) + _compose(
    "Bala Chandra Guna Jaya Kula Maha Nara Raja Siva Thiru Vela Ananda Rama Krishna Sundara",
    "singham rajah nathan kumar sekaran murthy swamy lingam moorthy rathnam",
)
ARABIC = _listed(
    "Ahmed Ali Hassan Hussein Mohamed Ibrahim Abdi Omar Osman Yusuf Abdullahi Farah Warsame Jama Nur Adan Aden Elmi "
    "Abdulrahman Khalil Mahmoud Mustafa Saleh Hamdan Haddad Khoury Mansour Nasser Rashid Sabbagh Taha Younis Zaki "
    "Al-Hassan Al-Amin Al-Masri El-Sayed Abbas Aziz Darwish Fahmy Ghanem Habib Issa Jaber Karimi Hosseini Mohammadi "
    "Rezaei Ahmadi Moradi Jafari Sharifi Rahimi Noori Popal Stanikzai Barzani Kaya Yilmaz Demir Celik Sahin Ozturk "
    "Aydin Arslan Dogan Kilic Aslan Cetin Kara Koc Kurt Ozdemir Simsek Polat Erdogan Guler Bulut"
) + _compose("Abu Bin Al-", "Bakr Salim Rahim Zaid Qasim Najjar Hakim Rashed Salem Obaidi Tikriti Jabouri")
WEST_AFRICAN = _listed(
    "Mensah Owusu Boateng Osei Appiah Asante Agyeman Amoah Opoku Adjei Addo Acheampong Okafor Okeke Okonkwo Eze "
    "Nwosu Obi Chukwu Nwachukwu Onyeka Ibe Igwe Bello Musa Sesay Kamara Conteh Koroma Bangura Jalloh Turay Mwangi "
    "Otieno Wanjiru Kariuki Ochieng Banda Moyo Ncube Dube Sibanda Tesfaye Haile Bekele Kabila Mbeki Ilunga Diallo"
) + _compose(
    "Ade Ola Olu Ogun Ayo Akin Oye Fa Awo Omo",
    "bayo wale yemi sola mide dele toye niyi bisi gbenro lana dipo kunle",
)
EAST_EUROPEAN = _listed(
    "Kowalski Nowak Wojcik Kowalczyk Lewandowski Zielinski Szymanski Wozniak Dabrowski Kozlowski Jankowski Mazur "
    "Krawczyk Kaczmarek Piotrowski Grabowski Popescu Ionescu Popa Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu "
    "Ivanov Petrov Dimitrov Georgiev Nikolov Shevchenko Kovalenko Bondarenko Tkachenko Melnyk Kravchenko Oliynyk "
    "Kazlauskas Jankauskas Petrauskas Berzins Kalnins Ozols Hoxha Shehu Gashi Krasniqi Berisha Kovacs Nagy Szabo"
) + _compose(
    "Adam Bar Cher Dom Gor Jas Kal Lis Mal Niem Ostr Pas Rog Sok Tom Urb Wis Zar Brzez Chmiel Cies Dud Gaj Hol",
    "owski ewicz czyk inski enko escu ikov iak owicz anov",
)
JEWISH = _listed(
    "Cohen Levy Goldberg Friedman Shapiro Katz Rosen Kaplan Weiss Schwartz Klein Gross Stern Adler Segal Marks Franks "
    "Abrahams Jacobs Isaacs Solomons Benjamin Samuels Harris Davis Rabinowitz Horowitz Lieberman Feldman Grossman"
) + _compose(
    "Gold Rosen Silver Green Blum Stern Wein Lowen Ep Fein Gut Hirsch Roth Wasser Finkel Apfel Zucker",
    "berg stein man baum feld thal blatt wald",
)
MEDITERRANEAN = _listed(
    "Georgiou Christodoulou Ioannou Constantinou Andreou Nicolaou Demetriou Charalambous Michael Papadopoulos Rossi "
    "Russo Ferrari Esposito Bianchi Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes "
    "Garcia Martinez Lopez Gonzalez Hernandez Perez Sanchez Ramirez Torres Flores Rivera Gomez Diaz Cruz Morales"
) + _compose("Papa Hadji Kara Theo", "georgiou nikolaou michalis dakis poulos theodorou stavrou costas")
EAST_ASIAN = _listed(
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Wong Chan Cheung Lam Ng Leung "
    "Ho Lau Yip Kwok Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Kim Park Choi Jung Kang Tanaka Suzuki Sato Reyes "
    "Bautista Ocampo Villanueva Mendoza Dela-Cruz Aquino Ramos Castillo"
)

ENGLISH_GIVEN = _listed(
    "Margaret John Mary David Susan Michael Patricia Peter Christine Robert Linda James Barbara William Jean Paul "
    "Dorothy Alan Sheila Brian Joan Kenneth Maureen George Pamela Ronald Sarah Christopher Karen Andrew Julie Stephen "
    "Jacqueline Anthony Deborah Kevin Elizabeth Mark Helen Richard Janet Thomas Carol Keith Sandra Dennis Valerie "
    "Derek Irene Raymond Doreen Roy Joyce Edward Eileen Frank Shirley Geoffrey Ann Colin Brenda Terence Sylvia Philip "
    "Rosemary Malcolm Judith Graham Gillian Roger Hilary Charles Jennifer Donald Anne Trevor Kathleen Gordon Betty "
    "Norman Marjorie Leonard Winifred Stanley Edith Harold Hilda Ernest Florence Arthur Gladys Frederick Phyllis "
    "Vera Walter Elsie Henry Doris Joseph Olive Jack Lilian Nicola Gary Tracey Simon Joanne Martin Amanda Timothy "
    "Angela Nigel Alison Neil Wendy Ian Claire Jonathan Emma Daniel Rebecca Matthew Laura Benjamin Charlotte Samuel "
    "Hannah Alexander Lucy Oliver Jessica Katherine Catherine Louise Victoria Rachel Adam Luke Jamie Ryan Gemma Kerry "
    "Samantha Natalie Stacey Leanne Craig Darren Wayne Lee Stuart Russell Duncan Hugh Rupert Beatrice Agnes Ivy Mabel"
)
SOUTH_ASIAN_GIVEN = _listed(
    "Mohammed Muhammad Fatima Ayesha Amina Imran Nasreen Shabana Parveen Rukhsana Zahid Tariq Javed Nadeem Shahid "
    "Farhana Yasmin Rubina Samina Abdul Saeed Rashid Khalid Iqbal Rajesh Sanjay Sunita Meena Priya Anil Ramesh Suresh "
    "Kiran Gurpreet Harpreet Manjit Jaswinder Kulwinder Surinder Balbir Mohinder Nirmala Kamla Pushpa Savita Usha "
    "Hansa Jayesh Dinesh Mahesh Nilesh Bhavna Hema Kalpana Rekha Lakshmi Saraswathi Kumaran Vijay Arun Shanti Gita "
    "Deepak Pradeep Rakesh Vinod Ashok Bharat Chandrakant Dilip Girish Harish Indira Jyoti Kusum Lalita Nalini"
)
ARABIC_GIVEN = _listed(
    "Mohamed Ahmed Ali Hassan Hussein Ibrahim Fatima Amina Khadija Maryam Zainab Abdullah Abdirahman Omar Osman Yusuf "
    "Halima Hodan Sahra Safiya Ifrah Mustafa Mahmoud Khalid Samir Karim Layla Noor Rania Hanan Salma Nadia Reza Maryam "
    "Parisa Farzad Behrouz Shirin Mehmet Ayse Fatma Emine Hatice Mustafa Huseyin Zeynep Elif Murat Kemal Osman Hamza "
    "Bilal Idris Ismail Jamal Nasir Rashid Salim Tahir Walid Yasin Zahra Asma Iman Samira Suad Wafa Huda Naima"
)
WEST_AFRICAN_GIVEN = _listed(
    "Kwame Kofi Kwaku Akosua Ama Abena Yaa Emmanuel Blessing Grace Comfort Mercy Patience Samuel Daniel Joseph "
    "Oluwaseun Temitope Funmilayo Babatunde Adebayo Folasade Yetunde Olumide Ngozi Chinedu Ifeoma Emeka Chidi Nkechi "
    "Obinna Fatmata Mariama Ibrahim Mohamed Isatu Tendai Tinashe Rudo Thandiwe Wanjiku Kamau Selam Yohannes Tesfaye "
    "Dorcas Esther Ruth Felicia Victoria Beatrice Augustine Benedict Christiana Ebenezer Gifty Isaac Janet Kingsley"
)
EAST_EUROPEAN_GIVEN = _listed(
    "Katarzyna Agnieszka Malgorzata Piotr Krzysztof Andrzej Tomasz Pawel Jan Stanislaw Zofia Jadwiga Halina Danuta "
    "Krystyna Wojciech Marek Zbigniew Grzegorz Jerzy Ioana Elena Andrei Mihai Cristina Vasile Gheorghe Adriana Ion "
    "Olga Natalia Oleksandr Volodymyr Svitlana Iryna Dmitri Sergei Tatiana Galina Boris Ivan Georgi Dimitar Maria "
    "Jonas Vytautas Janis Inga Besnik Arben Laszlo Istvan Zsuzsanna Ilona Magdalena Beata Ewa Joanna Monika Dorota"
)
JEWISH_GIVEN = ENGLISH_GIVEN[:60] + _listed(
    "Rivka Chaim Shlomo Yosef Miriam Esther Leah Rochel Moshe Avraham Yitzchak"
)
MEDITERRANEAN_GIVEN = _listed(
    "Andreas Maria Georgios Eleni Costas Androulla Panayiotis Stella Christakis Despina Giovanni Giuseppe Rosa Antonio "
    "Maria Joao Ana Jose Manuel Carmen Luis Francisca Carlos Isabel Miguel Teresa Paulo Sofia Pedro Beatriz Rita Nuno"
)
EAST_ASIAN_GIVEN = _listed(
    "Wei Xiaoming Li Jing Fang Min Yan Hui Mei Ling Hong Jun Ping Siu-Ming Ka-Yan Wai Kwok Mei-Ling Thi Van Minh Huong "
    "Lan Anh Thanh Tuan Hoa Soo-Jin Ji-Hoon Min-Jun Yuki Kenji Hiroshi Maria Jose Rosario Corazon Angelica Jun Grace"
)

COMMUNITIES = (
    (46, ENGLISH, ENGLISH_GIVEN),
    (7, IRISH, ENGLISH_GIVEN),
    (14, SOUTH_ASIAN, SOUTH_ASIAN_GIVEN),
    (9, ARABIC, ARABIC_GIVEN),
    (7, WEST_AFRICAN, WEST_AFRICAN_GIVEN),
    (7, EAST_EUROPEAN, EAST_EUROPEAN_GIVEN),
    (4, JEWISH, JEWISH_GIVEN),
    (4, MEDITERRANEAN, MEDITERRANEAN_GIVEN),
    (2, EAST_ASIAN, EAST_ASIAN_GIVEN),
)
AREAS = [f"zz{number}" for number in range(1, 25)]
"""No real postcode area is called ZZ."""


def _skewed(count: int, power: float) -> list[float]:
    return list(itertools.accumulate(1 / (place + 4) ** power for place in range(count)))


_DRAWS = tuple(
    (family, _skewed(len(family), 0.85), given, _skewed(len(given), 0.7)) for _, family, given in COMMUNITIES
)
_WEIGHTS = list(itertools.accumulate(weight for weight, _, _ in COMMUNITIES))


def people(count: int) -> Iterator[tuple[int, Identity]]:
    """The first `count` people; a smaller population is the beginning of a greater one."""
    dice = random.Random(SEED)
    for person_id in range(1, count + 1):
        yield person_id, _person(dice, person_id)


def _person(dice: random.Random, person_id: int) -> Identity:
    family, family_skew, given, given_skew = dice.choices(_DRAWS, cum_weights=_WEIGHTS)[0]
    surname = dice.choices(family, cum_weights=family_skew)[0]
    if dice.random() < 0.03:
        surname += "-" + dice.choices(family, cum_weights=family_skew)[0]
    first = dice.choices(given, cum_weights=given_skew)[0]
    if dice.random() < 0.3:
        first += " " + dice.choices(given, cum_weights=given_skew)[0]
    names = [Name(first, surname)]
    if dice.random() < 0.08:
        names.append(Name(first, dice.choices(family, cum_weights=family_skew)[0]))
    return Identity(tuple(names), _birth(dice), (_postcode(dice),), _nhs_number(dice), str(person_id))


def _birth(dice: random.Random) -> ApproximateDate:
    """Mostly older adults, as adult social care knows them; one in fifty not known to the day."""
    age = int(min(max(dice.triangular(18, 104, 80), 18), 104))
    day = dt.date.fromordinal(dt.date(2026 - age, 1, 1).toordinal() + dice.randrange(365))
    if dice.random() < 0.02:
        return ApproximateDate(day.year, None, None, dice.random() < 0.5)
    return ApproximateDate.exact(day)


def _postcode(dice: random.Random) -> str:
    letters = "abdefghjlnpqrstuwxyz"
    return f"{dice.choice(AREAS)} {dice.randrange(10)}{dice.choice(letters)}{dice.choice(letters)}"


def _nhs_number(dice: random.Random) -> str:
    """Beginning with 9, as numbers for tests do; the 999 range alone is too small for half a million."""
    while True:
        nine = f"9{dice.randrange(10**8):08}"
        check = check_digit(nine)
        if check is not None:
            return f"{nine}{check}"
