"""The model's files and what runs them: ONNX Runtime for the encoder, numpy for the heads that look at one cue or statement."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitrep.errors import ReadError
from sitrep.read.trained.labels import (
    ACTS,
    ARC_TAGS,
    AUXILIARIES,
    CUE_TAGS,
    ENTITY_TAGS,
    EVENT_TAGS,
    MODALITIES,
    MODES,
    PAIR_TAGS,
    STANCE_TAGS,
    STAND_TAGS,
    bucket,
)
from sitrep.read.trained.pieces import WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

FORMAT = 2
FOLDER = Path(__file__).parent / "data"
_FILES = ("model.onnx", "heads.npz", "vocab.txt")
FARTHEST_WORD = 1024  # words between a cue and another word of its window: more than any window holds
_PAIR_HEADS = ("pairs", "arcs", "stands")


@dataclass(frozen=True, slots=True)
class Inputs:
    """One window as the encoder takes it: pieces and forms [1, L], each word's first piece and hint [1, W]."""

    ids: Integers
    forms: Integers
    first: Integers
    hints: Integers


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of a window: vectors [1, W, H], cue logits [1, W, 4], entity logits [1, W, 15], event logits [1, W, 33]."""

    words: Floats
    cues: Floats
    entities: Floats
    events: Floats


class Model:
    """The trained weights, ready to run. Raises ReadError, naming the file, for one that is missing, damaged or of another format."""

    def __init__(self, folder: Path = FOLDER, *, threads: int = 1) -> None:
        self.folder, self.threads = folder, threads
        self._pools: Any = None
        self.card = _card(folder)
        for name in _FILES:
            _check(folder / name, self.card["sha256"].get(name))
        self.name = str(self.card["name"])
        self.pieces = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))

    @cached_property
    def heads(self) -> Mapping[str, Floats]:
        """The weights of the numpy heads by name."""
        import numpy as np

        with np.load(self.folder / "heads.npz") as held:
            return {name: held[name].astype(np.float32) for name in held.files}

    @cached_property
    def distances(self) -> Mapping[str, Floats]:
        """What each pair head adds for a word that stands so far from its cue: a row for each distance from -FARTHEST_WORD on."""
        import numpy as np

        buckets = np.array([bucket(distance) for distance in range(-FARTHEST_WORD, FARTHEST_WORD + 1)])
        return {name: self.heads[f"{name}.far.weight"][buckets] for name in _PAIR_HEADS}

    @cached_property
    def session(self) -> Any:
        """The ONNX session."""
        # The runtime's wheels report to their maker unless told not to before they are imported; what is read here is nobody's business.
        for name in ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED"):
            os.environ[name] = "1"
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # windows are run side by side instead
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(str(self.folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise ReadError(str(self.folder / "model.onnx"), f"the model cannot be loaded ({reason})") from error

    def one_thread(self) -> AbstractContextManager[object]:
        """Numpy's products on one thread while it lasts: those of the heads are so small that sharing them out costs more than it saves."""
        from threadpoolctl import ThreadpoolController

        if self._pools is None:
            self._pools = ThreadpoolController()
        limited: AbstractContextManager[object] = self._pools.limit(limits=1, user_api="blas")
        return limited

    def encode(self, windows: Sequence[Inputs]) -> list[Scores]:
        """Run the encoder over windows, as many at a time as there are threads; each by itself, so that none changes another's scores."""
        from concurrent.futures import ThreadPoolExecutor

        session = self.session

        def run(one: Inputs) -> Scores:
            return Scores(*session.run(None, {"ids": one.ids, "forms": one.forms, "first": one.first, "hints": one.hints}))

        if self.threads == 1 or len(windows) == 1:
            return [run(one) for one in windows]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(run, windows))


def model(folder: Path = FOLDER, threads: int = 0) -> Model:
    """The model of a folder, loaded once a process (a fork has a session of its own: threads do not survive one)."""
    return _model(folder, threads or os.cpu_count() or 1, os.getpid())


@cache
def _model(folder: Path, threads: int, process: int) -> Model:
    del process
    return Model(folder, threads=threads)


def _card(folder: Path) -> dict[str, Any]:
    path = folder / "labels.json"
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(str(path), "the model's labels cannot be read; is the package whole?") from error
    expected: Sequence[tuple[str, object]] = (
        ("format", FORMAT),
        ("cues", list(CUE_TAGS)),
        ("pairs", list(PAIR_TAGS)),
        ("entities", list(ENTITY_TAGS)),
        ("acts", list(ACTS)),
        ("modalities", list(MODALITIES)),
        ("events", list(EVENT_TAGS)),
        ("arcs", list(ARC_TAGS)),
        ("modes", {kind: list(modes) for kind, modes in MODES.items()}),
        ("auxiliaries", list(AUXILIARIES)),
        ("stances", list(STANCE_TAGS)),
        ("stands", list(STAND_TAGS)),
    )
    for name, value in expected:
        if not isinstance(card, dict) or card.get(name) != value:
            raise ReadError(str(path), f"the model is of another version than this program ({name})")
    if not isinstance(card.get("sha256"), dict) or not isinstance(card.get("name"), str):
        raise ReadError(str(path), "the model's labels lack its name or its digests")
    return dict(card)


def _check(path: Path, digest: str | None) -> None:
    try:
        held = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ReadError(str(path), f"the model's file cannot be read ({error.strerror})") from error
    if held != digest:
        raise ReadError(str(path), "the model's file is damaged (its digest is not the one in labels.json)")
