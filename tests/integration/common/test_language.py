"""Thai first; English by one click, on the same page."""


def test_it_works(client, db):
    assert '<html lang="th">' in client.get("/sign-in/").content.decode()
    answer = client.post("/language/", {"language": "en", "next": "/sign-in/?next=/60/"})
    assert answer["Location"] == "/sign-in/?next=/60/"
    assert '<html lang="en">' in client.get("/sign-in/").content.decode()


def test_the_language_of_the_machine_decides_nothing(client, db):
    page = client.get("/sign-in/", headers={"accept-language": "en-US"}).content.decode()
    assert '<html lang="th">' in page


def test_the_switch_leads_nowhere_else(client, db):
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
