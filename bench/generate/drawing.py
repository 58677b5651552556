"""Draw the content of one regular standard: sizes, codes and pools as measured on the published documents.

Features that change how codes are built (I-49, I-54 … I-57) act here; all others change a drawn standard
afterwards (`irregularities`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from bench.generate.standard import Attitude, Block, Classes, Duty, Item, NoteLine, Row, Standard, Task, Version
from bench.generate.words import ATTITUDES, CATEGORIES, INDUSTRIES, OCCUPATIONS, PREREQUISITES, UPDATE_NOTES, Words


@dataclass(slots=True)
class Drawing:
    """Draws a standard; `features` holds the feature ids that it has to show, `tasks` how long it is, None for as usual."""

    rng: Random
    features: frozenset[str]
    number: int
    tasks: int | None = None

    def standard(self) -> Standard:
        words = Words(self.rng)
        name = words.name()
        category, occupation, industry = (self.rng.choice(pool) for pool in (CATEGORIES, OCCUPATIONS, INDUSTRIES))
        version = 1 if "I-03" in self.features else self.rng.choices((1, 2, 3, 4, 5, 6), (5, 24, 34, 30, 5, 2))[0]
        base = f"{category[1]}{occupation[1]:0<4}-{self.number:03d}"
        level = self.rng.choices((2, 3, 4, 5, 6), (6, 37, 49, 7, 1))[0]
        description = words.description()
        standard = Standard(
            f"{base}v{version}", f"{base}v{version}", name, "occupation", self._versions(base, version, name),
            _classes(category), _classes(occupation), _classes(industry), description, [description], level, str(level),
            _Body(self.rng, self.features, words, level, self.tasks).duties(),
        )
        self._attitudes(standard, words)
        self._notes(standard, words)
        return standard

    def _versions(self, base: str, newest: int, name: str) -> list[Version]:
        if "I-03" in self.features:
            return []
        rows, year = [], 2026 - self.rng.randint(1, 3)
        for version in range(newest, 0, -1):
            date = f"{year}/{self.rng.choice(('03', '06', '12', '12'))}/{self.rng.choice(('05', '15', '15', '30'))}"
            current = version == newest
            note = self.rng.choice(UPDATE_NOTES) if current else f"已被《{base}v{version + 1}》取代" + self.rng.choice(("", "。"))
            status = "最新版本" if current else "歷史版本"
            rows.append(Version(f"V{version}", f"{base}v{version}", name, status, note, date, date))
            year -= self.rng.randint(1, 3)
        return rows

    def _attitudes(self, standard: Standard, words: Words) -> None:
        for number, name in enumerate(self.rng.sample(ATTITUDES, self.rng.randint(3, 10)), 1):
            code = f"A{number:03d}" if "I-56" in self.features else f"A{number:02d}"
            attitude = Attitude(code, name, words.attitude_definition())
            standard.attitudes.append(attitude)
            standard.attitude_lines.append(f"{attitude.code}{attitude.name}：{attitude.definition}")

    def _notes(self, standard: Standard, words: Words) -> None:
        heading = self.rng.choice(("建議擔任此職類／職業之學歷／經歷／或能力條件", "擔任此職類/職業之學歷/經歷/或能力條件",
                                   "建議擔任此職類／職業之學歷／經驗／或能力條件",
                                   "建議擔任此職類 / 職業之學歷 / 經歷 / 或能力條件"))
        colon = self.rng.choice(("：", "：", ""))
        standard.notes.append(NoteLine("", "", heading + colon))
        for text in self.rng.sample(PREREQUISITES, self.rng.choice((1, 1, 2, 3))):
            filled = text.format(trade=words.trade)
            standard.notes.append(NoteLine("prerequisite", filled, filled, depth=1))
        if self.rng.random() < 0.8:
            standard.notes.append(NoteLine("", "", "其他補充說明" + colon))
            for _ in range(self.rng.randint(1, 4)):
                text = f"{words.knowledge()}：包含{words.knowledge()}、{words.knowledge()}等。"
                standard.notes.append(NoteLine("supplement", text, text, depth=1))


def _classes(pair: tuple[str, str]) -> Classes:
    return Classes([pair], [pair[0]], [pair[1]])


@dataclass(slots=True)
class _Body:
    """Draws the main table."""

    rng: Random
    features: frozenset[str]
    words: Words
    level: int
    tasks: int | None
    _done: dict[str, list[int]] = field(default_factory=dict)

    def duties(self) -> list[Duty]:
        knowledge, skills = self._pool("K", self.words.knowledge), self._pool("S", self.words.skill)
        usual = min(24, max(3, round(self.rng.lognormvariate(2.05, 0.45))))
        tasks_left = self.tasks or usual
        count = min(tasks_left, self.rng.choices((2, 3, 4, 5, 6), (20, 40, 25, 10, 5))[0])
        first = self.rng.randint(3, 8) if "I-49" in self.features else 1
        names = [str(first + index) for index in range(count)]
        if "I-55" in self.features and count > 1:
            names[1:2] = [f"{first + 1}a", f"{first + 1}b"]
        share = [1] * len(names)
        for _ in range(tasks_left - len(names)):
            share[self.rng.randrange(len(names))] += 1
        chooser = _Chooser(self.rng, knowledge, skills, sum(share))
        return [
            Duty(Item(f"T{name}", self.words.duty()), [self._task(name, number + 1, chooser) for number in range(number_of)])
            for name, number_of in zip(names, share, strict=True)
        ]

    def _pool(self, letter: str, phrase: object) -> list[Item]:
        assert callable(phrase)
        size = max(6, min(60, round(self.rng.lognormvariate(2.75, 0.45))))
        digits, start = 2, 1
        if "I-56" in self.features:
            digits, start = 3, self.rng.choice((1, 101, 301))
        elif "I-56L" in self.features:
            size = 104
        items = [Item(f"{letter}{start + number:0{digits}d}", str(phrase())) for number in range(size)]
        if "I-57" in self.features:
            prefix = self.rng.choice(("NK",) if letter == "K" else ("SS", "NS"))
            items += [Item(f"{prefix}{number + 1:0{digits}d}", str(phrase())) for number in range(self.rng.randint(2, 5))]
        return items

    def _task(self, duty: str, number: int, chooser: _Chooser) -> Task:
        segments = [duty, str(number)]
        task = Item("T" + ".".join(segments), self.words.task())
        if "I-54:4" in self.features:
            segments.append("1")
            task = Item("T" + ".".join(segments), task.name)
        prefix = ".".join(segments)
        if "I-54:2" in self.features:
            prefix = duty
        knowledge, skills = chooser.next()
        level = max(2, min(6, self.level + self.rng.choices((-1, 0, 1), (2, 7, 1))[0]))
        return Task([task], [Block(level, str(level), self._rows(prefix), knowledge, skills)])

    def _rows(self, prefix: str) -> list[Row]:
        """The rows of a task: usually one, seldom one for each output."""
        outputs = self.rng.choices((0, 1, 2, 3), (23, 55, 15, 7))[0]
        indicators = max(outputs, min(14, round(self.rng.lognormvariate(0.85, 0.6))), 1)
        done = self._done.setdefault(prefix, [0, 0]) if "I-54:2" in self.features else [0, 0]
        rows = [Row() for _ in range(outputs if outputs > 1 and self.rng.random() < 0.35 else 1)]
        for index in range(outputs):
            rows[min(index, len(rows) - 1)].outputs.append(Item(f"O{prefix}.{done[0] + index + 1}", self.words.output()))
        for index in range(indicators):
            item = Item(f"P{prefix}.{done[1] + index + 1}", self.words.indicator())
            rows[index * len(rows) // indicators].indicators.append(item)
        done[0], done[1] = done[0] + outputs, done[1] + indicators
        return rows


@dataclass(slots=True)
class _Chooser:
    """Hands each task its K and S, so that every item of the pools is used."""

    rng: Random
    knowledge: list[Item]
    skills: list[Item]
    tasks: int
    _done: int = 0

    def next(self) -> tuple[list[Item], list[Item]]:
        chosen = self._choose(self.knowledge), self._choose(self.skills)
        self._done += 1
        return chosen

    def _choose(self, pool: list[Item]) -> list[Item]:
        own = pool[len(pool) * self._done // self.tasks : len(pool) * (self._done + 1) // self.tasks]
        more = self.rng.sample(pool, min(len(pool), self.rng.choice((1, 2, 3, 4))))
        chosen = {item.code: item for item in [*own, *more]}
        items = list(chosen.values())
        if self.rng.random() < 0.7:
            items.sort(key=lambda item: (len(item.code), item.code))
        return [Item(item.code, item.name) for item in items]
