"""Recordings: of the right loudness, with chapters that lead to words, the same bytes each time."""

import io
import os
import subprocess
import sys

import mutagen.mp3
import numpy as np
import pyebur128
import pytest

from handbook.formats import id3, recording, voice
from handbook.formats.base import Measures
from handbook.formats.loudness import limited, loudness, true_peak
from handbook.formats.mp3_check import decoded, read_tag
from handbook.formats.recording import encoded, record
from tests.recordings import DAISY, MP3, TALKING, audio_edition, audio_page
from tests.test_formats import changed

RATE = voice.RATE


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return audio_edition(tmp_path_factory.mktemp("audio"))


@pytest.fixture(scope="module")
def page(edition):
    return audio_page(edition)


@pytest.fixture(scope="module")
def made(page, edition):
    """The page in each format."""
    return {one.id: one.write(page, edition) for one in (MP3, TALKING, DAISY)}


def test_a_sound_file_has_no_faults(made, page, edition):
    assert MP3.missing() is None
    assert MP3.check(made["mp3"], page, edition) == []
    seconds = round(record(page, edition).seconds)
    assert MP3.measure(made["mp3"]) == Measures(len(made["mp3"]), seconds=seconds)


def test_the_same_page_makes_the_same_bytes_without_what_was_kept(made, page, tmp_path):
    anew = audio_edition(tmp_path)
    for one in (MP3, TALKING, DAISY):
        assert one.write(page, anew) == made[one.id]


def test_only_a_changed_block_is_read_anew(page, edition):
    kept = {file: file.stat().st_mtime_ns for file in pieces(edition)}
    other = changed(page, page.xhtml.replace("An edge.", "The edge."))
    MP3.write(other, edition)
    assert len(pieces(edition)) == len(kept) + 1
    assert all(file.stat().st_mtime_ns == time for file, time in kept.items())


def test_what_was_kept_and_is_damaged_is_made_again(made, page, edition):
    recordings = sorted((edition.root / ".cache" / "speech").rglob("*.mp3"))
    for file in [*pieces(edition)[:2], *recordings]:
        file.write_bytes(file.read_bytes()[:-9] + b"!" * 9)
    assert MP3.write(page, edition) == made["mp3"]


def test_sound_that_no_page_needs_is_removed_when_it_is_no_longer_young(page, tmp_path):
    home = audio_edition(tmp_path)
    MP3.write(page, home)
    folder = home.root / recording.FOLDER
    before = {file for file in folder.rglob("*") if file.is_file()}
    other = changed(page, page.xhtml.replace("An edge.", "The edge."))
    MP3.write(other, home)
    own = {file for file in folder.rglob("*") if file.is_file()} - before
    kinds = {file.suffix for file in own if file.name != "lock"}
    assert kinds == {".mp3", ".sound"}
    MP3.tidy([(page, home)])
    assert all(file.exists() for file in own | before)
    for file in own | before:
        os.utime(file, (0, 0))
    MP3.tidy([(page, home)])
    left = {file for file in folder.rglob("*") if file.is_file()}
    assert {one for one in left if one.name != "lock"} == {
        one for one in before if one.name != "lock"
    }


def test_what_is_missing_is_said_with_the_command_that_gets_it(project_root):
    bare = """import sys, handbook.formats.voice as voice
sys.path[:] = [path for path in sys.path if "-packages" not in path]
print(voice.missing())"""
    environment = {"PATH": "", "PYTHONPATH": str(project_root)}
    command = [sys.executable, "-c", bare]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == (
        "numpy, lameenc, miniaudio, hibari-tts cannot be found. Run this, then build again: "
        "python3 requirements/install.py audio\n"
    )


def pieces(edition):
    return sorted((edition.root / ".cache" / "speech").rglob("*.sound"))


def test_a_phrase_in_another_language_has_a_voice_of_it(page):
    assert voice.voice("cy").name.startswith("eSpeak-NG cy ")
    assert voice.voice("en-GB").name.startswith("Hibari ")
    assert voice.voice("xx-unknown").name.startswith("Hibari ")


def test_espeak_says_words_with_the_rate_of_all_sound():
    sound = voice.espeak("en-gb").say("The gate is open.")
    assert 0.8 < len(sound) / RATE < 2.0
    assert 0.1 < np.abs(sound).max() <= 1.2


def test_what_is_kept_comes_back_sample_by_sample():
    noise = np.random.default_rng(1).uniform(-1, 1, 5000).astype(np.float32)
    exact = np.round(noise * 32767).astype(np.int16).astype(np.float32) / 32767
    assert np.array_equal(voice.unpacked(voice.packed(noise)), exact)


# Loudness, judged by libebur128


def judged(sound):
    """Return LUFS and dBTP as libebur128 hears them (https://github.com/jiixyj/libebur128)."""
    both = pyebur128.MeasurementMode.MODE_I | pyebur128.MeasurementMode.MODE_TRUE_PEAK
    state = pyebur128.R128State(1, RATE, both)
    state.add_frames(np.ascontiguousarray(sound, np.float64), len(sound))
    peak = pyebur128.get_true_peak(state, 0)
    return pyebur128.get_loudness_global(state), 20 * np.log10(peak)


def test_our_loudness_is_that_of_libebur128(made, page):
    time = np.arange(RATE * 5) / RATE
    noise = np.random.default_rng(1).normal(0, 0.1, RATE * 5)
    for sound in (0.5 * np.sin(2 * np.pi * 997 * time), noise, decoded(read_tag(made["mp3"])[1])):
        assert (loudness(sound, RATE), true_peak(sound)) == pytest.approx(judged(sound), abs=0.1)


def test_the_recording_has_the_level_of_speech(made):
    level, peak = judged(decoded(read_tag(made["mp3"])[1]))
    assert level == pytest.approx(-19, abs=0.5)
    assert peak <= -1.5


def test_peaks_are_turned_down_and_the_rest_is_left_alone():
    time = np.arange(RATE * 2) / RATE
    sound = 0.3 * np.sin(2 * np.pi * 440 * time)
    sound[RATE : RATE + 200] *= 5
    quieter = limited(sound, RATE)
    assert judged(quieter)[1] == pytest.approx(-2.5, abs=0.2)
    assert np.allclose(quieter[: RATE // 2], sound[: RATE // 2])


def test_silence_is_no_error():
    assert loudness(np.zeros(RATE), RATE) == -np.inf


# Tags, judged by mutagen


def test_another_reader_of_tags_finds_the_chapters_and_the_words(made, page, edition):
    file = mutagen.mp3.MP3(io.BytesIO(made["mp3"]))
    assert (file.info.sample_rate, file.info.channels, file.info.bitrate) == (24_000, 1, 48_000)
    chapters = [file.tags[f"CHAP:{name}"] for name in file.tags["CTOC:contents"].child_element_ids]
    titles = [one.sub_frames["TIT2"].text[0] for one in chapters]
    assert titles == ["Trees", "Why it matters", "What to do", "About this recording"]
    assert chapters[-1].end_time == pytest.approx(file.info.length * 1000, abs=100)
    assert file.tags["TIT2"].text == ["Trees"]
    assert file.tags["USLT::eng"].text == record(page, edition).script.text()
    assert file.tags["COMM::eng"].text == ["Synthetic voice"]


# What is wrong is found


def retagged(data, change):
    """Return an MP3 whose frames were changed: `change` takes and returns name and content."""
    from handbook.formats.mp3_check import read_frames

    _, sound = read_tag(data)
    tagged = data[10 : len(data) - len(sound)]
    kept = [change(name, content) for name, content in read_frames(tagged)]
    return id3.tag([id3.frame(*one) for one in kept if one]) + sound


def without_frame(name):
    return lambda data: retagged(data, lambda found, content: found != name and (found, content))


def resounded(change):
    def apply(data):
        _, sound = read_tag(data)
        return data[: len(data) - len(sound)] + change(sound)

    return apply


def later(seconds):
    """Return a change that moves each chapter but the first and the last end."""

    def move(name, content):
        if name != "CHAP":
            return name, content
        head, _, rest = content.partition(b"\0")
        times = [int.from_bytes(rest[at : at + 4], "big") for at in (0, 4)]
        moved = [time and time + round(seconds * 1000) for time in times]
        return name, head + b"\0" + b"".join(t.to_bytes(4, "big") for t in moved) + rest[8:]

    return lambda data: retagged(data, move)


def respoken(data):
    old, new = "lime".encode("utf-16-le"), "fig ".encode("utf-16-le")
    return retagged(data, lambda name, content: (name, content.replace(old, new)))


def rechaptered(old, new):
    def change(name, content):
        return name, content.replace(old, new) if name == "CHAP" else content

    return lambda data: retagged(data, change)


IN_MP3 = {
    "no chapters": (without_frame("CHAP"), "list of contents"),
    "no list of contents": (without_frame("CTOC"), "list of contents"),
    "no words": (without_frame("USLT"), "instead of"),
    "another word": (respoken, "'fig"),
    "no word on the voice": (without_frame("COMM"), "synthetic"),
    "no title": (without_frame("TIT2"), "it is called"),
    "chapters that lead into words": (later(1.2), "begins where something is said"),
    "half of the sound": (resounded(lambda sound: sound[: len(sound) // 288 * 144]), "seconds"),
    "too quiet": (resounded(lambda sound: encoded(decoded(sound) / 4)), "LUFS"),
    "too loud": (resounded(lambda sound: encoded(np.clip(decoded(sound) * 8, -1, 1))), "dBTP"),
    "nothing said": (resounded(lambda sound: encoded(decoded(sound) * 1e-4)), "nothing is said"),
    "not MP3": (resounded(lambda sound: bytes(2000)), "cannot be"),
    "another rate": (
        resounded(lambda sound: sound[:144] + b"\xff\xf3\x44" + sound[147:]),
        "MPEG-2",
    ),
    "a chapter without a title": (rechaptered(b"TIT2", b"TIT9"), "cannot be read"),
    "a chapter of another title": (
        rechaptered("Why".encode("utf-16-le"), "Who".encode("utf-16-le")),
        "has not the heading",
    ),
    "no tag": (lambda data: read_tag(data)[1], "cannot be read"),
    "a tag cut short": (lambda data: data[:200], "cannot be read"),
}


@pytest.mark.parametrize("fault", IN_MP3)
def test_what_is_wrong_with_an_mp3_is_found(fault, made, page, edition):
    change, said = IN_MP3[fault]
    faults = MP3.check(change(made["mp3"]), page, edition)
    assert any(said in one for one in faults), faults
