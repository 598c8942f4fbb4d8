"""Learning: whether a run learns, in one word, judged over several steps and on held-out data.

How well it answers is counted as a part of the way from guessing (0) to perfect (1), as `Memory.level` does.
"""

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.thresholds import (
    BORNE_OUT,
    COMMON,
    DIVERGED,
    FALLEN,
    FEW_STEPS,
    GUESSED,
    LOOKS,
    LOSS_GAINED,
    LUCKY,
    PARALLEL,
    PARALLEL_AT_FIRST,
    RECENT,
    SLIPPED,
    SOLVED,
    SURE,
    TOLD_APART,
)
from gradflow.diagnosis.verdicts.falls import cause_of_fall, thrown
from gradflow.diagnosis.verdicts.guessing import Guessing
from gradflow.diagnosis.verdicts.helps import (
    OF_LEARNING,
    WHERE_IT_WAS_PARALLEL,
    WHERE_IT_WAS_THROWN,
    WHERE_KEPT_SMALL,
    WHERE_PARALLEL,
    offered,
)
from gradflow.diagnosis.verdicts.judgement import Judgement
from gradflow.diagnosis.verdicts.quality import AnswerShares, Quality
from gradflow.diagnosis.verdicts.smallness import keeps_small
from gradflow.trace import Trace

LEARNING = ("too_early", "at_chance", "learning", "learned", "stalled", "falling_back", "diverging", "ended")
NO_BETTER_THAN_GUESSING = ("too_early", "at_chance", "diverging")  # or not told from it yet


def judged(trace: Trace, answers: AnswerShares, signal: Judgement) -> Judgement:
    """The verdict at the trace's last step; signal: the other verdict, to be mended first where it is bad."""
    steps, guess = len(trace), answers.guessing
    numbers: dict[str, float | int | str] = {"steps": steps, "loss": float(np.median(trace.loss[-RECENT:]))}
    if guess is not None:
        numbers |= {"guessed": guess.share, "guessed_loss": guess.loss}
    if trace.first_non_finite() is not None:
        return Judgement("ended", "ended", "ended", numbers)
    word, now = "too_early", None
    if guess is not None:
        quality = Quality(answers, guess)
        now = quality.now
        word = _word(trace, quality, guess)
        if now is not None:
            numbers |= _told(trace, quality, word) | {"from_chance": _begins(quality, guess)}
    reason = f"{word}_{'explained' if answers.explained else 'right'}" if now is not None else word
    reason = word if word in ("too_early", "diverging") else reason
    if "fall" in numbers and quality.by_batches:
        reason = f"{reason}_in_batches"
    if word == "at_chance" and guess is not None and numbers["loss"] > DIVERGED * guess.loss:  # type: ignore[operator]
        reason = "at_chance_far"
    elif reason == "at_chance_right" and now is not None and now < -LUCKY:
        reason = "at_chance_below"
    codes = OF_LEARNING.get(word, ())
    if word == "at_chance":
        if guess is not None and (threw := thrown(trace, guess.loss)):
            numbers |= threw
            codes = WHERE_IT_WAS_THROWN
        elif abs(1 - trace.activation_cosine[-1]) < PARALLEL:
            codes = (*WHERE_PARALLEL, *codes)
        elif abs(1 - trace.activation_cosine[0]) < PARALLEL_AT_FIRST and signal in ("passes", "borderline"):
            numbers["cosine"] = float(trace.activation_cosine[0])
            codes = (*WHERE_IT_WAS_PARALLEL, *codes)
    kept = keeps_small(trace.experiment.at(steps - 1), steps - 1) if word == "falling_back" else None
    if kept and signal in ("vanishing", "borderline"):
        codes = (WHERE_KEPT_SMALL[kept],)
    helps = offered(codes, trace.experiment.at(steps - 1), steps - 1)
    ill = signal in ("vanishing", "exploding", "blocked", "underflow")
    if word in ("at_chance", "stalled") and ill and helps not in (("new_weights",), ("larger_batch",)):
        helps = ("signal_first", *helps)
    return Judgement(word, reason, word, numbers, helps)


def _told(trace: Trace, quality: Quality, word: str) -> dict[str, float | int | str]:
    """What the sentence tells: of the batches only where they are why it is called so; from where on it would be called
    better; what made a run fall back; and a batch that does much worse than the looks before it."""
    by_batches = word == "falling_back" and quality.by_batches
    numbers: dict[str, float | int | str] = {
        "answered": quality.share(quality.now if by_batches else quality.latest),  # type: ignore[arg-type]
        "best": quality.share(quality.best),
        "from_learned": quality.share(SOLVED),
    }
    if word == "falling_back":
        return numbers | dict(cause_of_fall(trace, quality.best_at))
    if quality.batch is not None and trace.experiment.batch_size >= SURE and quality.latest - quality.batch >= SLIPPED:
        numbers["batch"] = quality.share(quality.batch)
    return numbers


def _word(trace: Trace, quality: Quality, guess: Guessing) -> str:
    now = quality.now
    if (now is None or now < SOLVED) and _diverges(trace.loss, guess.loss):
        return "diverging"
    if now is None:
        return "too_early"
    if now >= SOLVED and _shows(now, trace, quality, guess):
        return "learned"
    if quality.best - max(now, 0.0) >= FALLEN and not _by_luck(trace, quality, guess):
        return "falling_back"
    if not _shows(now, trace, quality, guess):
        return "too_early" if len(trace) < FEW_STEPS else "at_chance"
    if now < LUCKY and quality.as_at_first and not _has_fallen(trace):
        return "too_early"  # a network may begin better than a guess
    return "stalled" if quality.stands_still and not _falls(trace) else "learning"


def _shows(now: float, trace: Trace, quality: Quality, guess: Guessing) -> bool:
    """Whether something is seen to be learned; where the commonest class is right too often for the answers to show it,
    the loss may."""
    answered = quality.share(now) >= _begins(quality, guess)
    return answered or (guess.share > COMMON and _gained(trace.held_out_loss, guess.loss))


def _begins(quality: Quality, guess: Guessing) -> float:
    """From which share of right answers on learning is seen: where one class is so common that a few answers more make
    the difference, not before they are more than chance has among as many."""
    begins = quality.share(GUESSED)
    return begins if guess.share <= COMMON else max(begins, min(1.0, guess.share + TOLD_APART * guess.error))


def _by_luck(trace: Trace, quality: Quality, guess: Guessing) -> bool:
    """Whether the best looks were the luck of saying always the same: better than guessing by little, at its loss."""
    loss = trace.held_out_loss[quality.best_at]
    return bool(quality.best < LUCKY and loss >= BORNE_OUT * guess.loss)


def _gained(held_out: NDArray[np.float32], guessed: float) -> bool:
    """Whether the loss says that something is learned, where the commonest class is right too often for the answers
    to show it."""
    looks = held_out[np.isfinite(held_out)][-LOOKS:]
    return bool(looks.size and looks.mean() < LOSS_GAINED * guessed)


def _diverges(loss: NDArray[np.float32], guessed: float) -> bool:
    """Whether the loss has left that of guessing, and its own first one, behind, and does not come down."""
    span = min(RECENT, len(loss) // 3)
    if span < 2:
        return False
    recent, before = np.median(loss[-span:]), np.median(loss[-2 * span : -span])
    return bool(recent > DIVERGED * max(guessed, loss[0]) and recent > before / 2)


def _has_fallen(trace: Trace) -> bool:
    """Whether the loss on held-out data is lower than at the first look, by more than one part in fifty."""
    losses = trace.held_out_loss[np.isfinite(trace.held_out_loss)]
    return bool(losses[-1] < BORNE_OUT * losses[0])


def _falls(trace: Trace) -> bool:
    """Whether the loss on held-out data still falls, by more than one part in fifty a quarter of the run."""
    losses = trace.held_out_loss[np.isfinite(trace.held_out_loss)]
    count = len(losses) // 4
    return bool(losses[-count:].mean() < BORNE_OUT * losses[-2 * count : -count].mean())
