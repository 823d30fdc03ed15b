"""Which passphrases a stranger would try first."""

# The words of eight letters and more, or their beginnings, from the yearly lists of the commonest passwords
# (SplashData 2011-2019 and NordPass 2019-2024, as "List of the most common passwords" in Wikipedia has them),
# what Korean users type most ("안녕하세요", "사랑해" on an English keyboard), and what a kiosk suggests.
_WORDS = (
    "password", "passphrase", "passw0rd", "p@ssw0rd", "qwerty", "welcome", "letmein", "iloveyou", "sunshine",
    "princess", "football", "baseball", "superman", "batman", "starwars", "computer", "whatever", "trustno1",
    "dragon", "monkey", "master", "shadow", "michael", "jennifer", "charlie", "donald", "google", "samsung",
    "internet", "secret", "changeme", "default", "administrator", "admin", "root", "guest", "login", "test",
    "dkssudgktpdy", "dkssud", "tkfkdgo", "안녕하세요", "사랑해", "사랑해요", "비밀번호", "암호", "대한민국",
    "votekiosk", "vote", "kiosk", "election", "organiser", "organizer", "staff",
    "투표", "선거", "관리자", "관리", "진행요원", "운영자", "키오스크",
)  # fmt: skip
# What stands side by side on keyboards and in alphabets; each is read backwards too.
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "!@#$%^&*()",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
    "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
    "ㅋㅌㅊㅍㅠㅜㅡ",
    "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "가나다라마바사아자차카타파하",
)
_SHORTEST_RUN = 3
_LEAST_DIFFERENT = 5  # of eight characters or more
_LEAST_OWN = 4  # characters that are no run and no such word


def is_obvious(text: str) -> bool:
    """Return whether `text` is little more than runs of neighbours ("12345678", "qwertyui"), repetition, or
    words that everybody tries ("password", the program's name).
    """
    letters = "".join(text.casefold().split())
    if len(set(letters)) < _LEAST_DIFFERENT or _repeats(letters):
        return True
    for word in sorted(_WORDS, key=len, reverse=True):
        letters = letters.replace(word, " ")
    return sum(not char.isspace() for char in _without_runs(letters)) < _LEAST_OWN


def _repeats(letters: str) -> bool:
    """Return whether `letters` is one chunk again and again; the last may be cut off."""
    return any(letters[chunk:] == letters[:-chunk] for chunk in range(1, len(letters) // 2 + 1))


def _without_runs(letters: str) -> str:
    rows = [each for row in _ROWS for each in (row, row[::-1])]
    rest, at = "", 0
    while at < len(letters):
        end = at + 1
        while end < len(letters) and any(letters[at : end + 1] in row for row in rows):
            end += 1
        rest += " " if end - at >= _SHORTEST_RUN else letters[at:end]
        at = end
    return rest
