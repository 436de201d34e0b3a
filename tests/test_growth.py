from growth import MOST, growth, two_lengths


def test_quadratic_time_is_seen():
    small, large = two_lengths("云", 600)
    assert growth(lambda text: [a for a in text for _ in text], small, large) > MOST
    assert growth(lambda text: [a for a in text for _ in range(600)], small, large) < MOST
