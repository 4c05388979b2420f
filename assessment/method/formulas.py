"""How answers become results, in sentences. They say what `assessment.scoring` does; change both together.

The texts are Markdown, written here and by nobody else, so they need no escaping. They are in English: whoever shows
one translates it.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessment.language import N_


@dataclass(frozen=True)
class Section:
    """Rules that belong together; `points` are Markdown, one rule each; both are English."""

    title: str
    points: tuple[str, ...]


ONE_RESPONDENT = Section(
    N_("One respondent"),
    (
        N_(
            "**Answer**: a level from 1 to 5, “don't know” or “does not apply”. Without an answer a question is blank. "
            "In files a question is called an item."
        ),
        N_(
            "**Asked**: the questions of the chosen questionnaires. Pulse asks the one core question of each "
            "capability, Full asks all. What “does not apply” was asked, and then counts nowhere."
        ),
        N_(
            "**Coverage** (0 to 1, shown in %) of a capability, of a questionnaire or overall = Σ weights of the "
            "questions with a level ÷ Σ weights of those asked that apply. “Don't know” and blank lower it and never "
            "enter a mean."
        ),
        N_(
            "**Capability score** (1 to 5) = Σ weight × level ÷ Σ weight, over its questions with a level. With "
            "coverage below 0.5 there is none."
        ),
        N_(
            "**Questionnaire score** = mean of its scored capabilities, by capability weight. There is none if these "
            "carry under half of the weight of the capabilities that apply. A capability of which nothing applies "
            "leaves the questionnaire."
        ),
        N_(
            "**Subject score** (also called domain): strategy, data and literacy are their questionnaire; role clarity "
            "is the plain mean of those of its two tracks that have a score."
        ),
        N_(
            "**Overall score** = plain mean of all subjects of the edition. There is none unless every one has a score."
        ),
        N_("**Index** (0 to 100) = (score − 1) ÷ 4 × 100."),
        N_(
            "**Bounds** of the overall index: it is computed again with a 1, and again with a 5, in place of every "
            "“don't know” and blank. The lower bound is the smaller of the first and the index itself, the upper "
            "bound the larger of the second and the index."
        ),
        N_(
            "**Level**: 1 below 1.5, 2 below 2.5, 3 below 3.5, 4 below 4.5, else 5, on the unrounded score. A score is "
            "shown with one decimal, or with two where one would read as the next level."
        ),
        N_("**Provisional**: with overall coverage below 0.7 the overall level is withheld. The subjects keep theirs."),
        N_(
            "**Don't-know rate** = number of “don't know” ÷ number of questions asked that apply, without weights. It "
            "is a finding of its own: what leaders can't see."
        ),
        N_(
            "**Weakest link** = the subject with the lowest score, if it is at least 1.0 below the mean of the other "
            "subjects. It needs two others with a score, and there is none on a tie."
        ),
        N_(
            "**Ownership**: of the decisions, how many have a named owner, no one, several without a lead, “don't "
            "know”, or no answer. It enters no score."
        ),
    ),
)

TARGETS = Section(
    N_("Targets and gaps"),
    (
        N_(
            "**Target** of a capability: one's own, a level from 1 to 5, where one sets it on the results page; else "
            "what the result is held against, a fixed level or its own level plus one and at most 5. A subject's "
            "target is the mean of those of its scored capabilities, by weight."
        ),
        N_("**Gap** = target − score, never below 0. Where there is no score there is no gap."),
        N_(
            "**Priority** (0 to 12) = gap × importance, with importance 1 (low), 2 (normal) or 3 (high) as set on the "
            "results page, and 2 for all that nobody sets. Ties go to the lower score, then to bank order. What to do "
            "next names the top five that have a next step, those of the role tracks apart."
        ),
        N_("**Next step** = what the edition gives for the level one is at; none at level 5."),
    ),
)

CHANGE = Section(
    N_("Change since an earlier result"),
    (
        N_(
            "**Change** = score now − score before. It is shown only where both rest on the same questions, scored in "
            "the same way."
        ),
        N_(
            "Where the edition, its content or the scoring version differs, nothing compares: the scores stand beside "
            "each other."
        ),
        N_(
            "A capability compares where both asked the same number of its questions: one is the core question, else "
            "it is all of them. A subject compares where all of its capabilities do, the overall score where all "
            "subjects do."
        ),
        N_("Answers stored here are scored anew for it. An uploaded result keeps the scores that it holds."),
    ),
)

GROUPS = Section(
    N_("Groups: a file of several respondents"),
    (
        N_(
            "Only counts per question are taken from a group, and everything else is computed from them. Nothing joins "
            "one person's answers to several questions."
        ),
        N_(
            "**Question**: how many chose 1, 2, 3, 4, 5, “don't know”, “does not apply” and nothing. N is the number "
            "who chose a level, and the mean is theirs."
        ),
        N_(
            "**Capability mean** = Σ weight × question mean ÷ Σ weight, over questions with N of at least 1. "
            "Questionnaire, subject, overall, index and level follow from it as for one respondent. A capability "
            "applies unless all gave “does not apply” to all of its questions. A group has no coverage and no bounds."
        ),
        N_(
            "**Consensus** of a question (0 to 1) = 1 + Σ pᵢ × log₂(1 − |i − μ| ÷ 4), over the levels i that somebody "
            "chose, with pᵢ the share of N who chose it and μ their mean. It is 1 when all agree, 0 when half say 1 "
            "and half say 5, and needs N of at least 2. Source: Tastle and Wierman, 2007, “Consensus and dissention: "
            "a measure of ordinal dispersion”. A capability's consensus is the plain mean over its questions that "
            "have one."
        ),
        N_(
            "**Group target** T: 4 unless it is set otherwise. **Gap** of a question = Σ count × max(0, T − level) ÷ "
            "N; of a capability, the weighted mean over its questions."
        ),
        N_(
            "**Talk about**: capabilities with a question of consensus below 0.6, ranked by capability weight × "
            "max(gap, 0.5) × (1 − the lowest consensus of its questions)."
        ),
        N_(
            "**Act on**: capabilities with a mean below 2.5 whose questions all have a consensus of at least 0.7, "
            "ranked by capability weight × gap. Ties in both lists are in bank order, and files hold all that qualify."
        ),
        N_(
            "**Sides**: head of generative AI, CIO, CTO, chief data officer and security are “technology”, every "
            "other stated role is “business”. A capability is worth asking about when both sides answered each of its "
            "questions, every question points the same way, and the means are at least 1.0 apart. At most three, "
            "largest first. Teams are small, so this is no test of significance."
        ),
    ),
)

OWNERSHIP = Section(
    N_("Who decides, counted over a group"),
    (
        N_(
            "N = answers to a decision other than “don't know”. Which owner is named changes nothing; whether people "
            "name the same one does."
        ),
        N_(
            "**Most named owner** and share = the largest count among named owners ÷ N; ties go to the first in the "
            "edition's order."
        ),
        N_(
            "**Owner agreement** (0 to 1) = Σ nⱼ × (nⱼ − 1) ÷ (N × (N − 1)) over named owners j: the chance that two "
            "of the N, drawn at random, name the same owner. “No one” and “several, no agreed lead” are in N and not "
            "in the sum. It needs N of at least 2."
        ),
        N_(
            "**State**, the first that applies: *unknown* if “don't know” is more than ⅓ of all answers; *unowned* if "
            "“no one” and “several” together are at least ½ of N; *clear* if one named owner has at least 0.8 of N; "
            "else *contested*. Where nobody answered there is none."
        ),
        N_(
            "Role clarity has two parts that are never added up: the mandate, which is self-rated, and the ownership, "
            "which is counted. The sources disagree on who should steer, so no choice of owner scores higher."
        ),
    ),
)

OTHERS = Section(
    N_("Among others"),
    (
        N_(
            "**Counted** is who joined on the results page, after submitting; answers given in workshops and "
            "simulated ones never are. Scores compare with those of the same edition, content, scoring version and "
            "mode. Which questionnaires somebody left out is not told apart: a role clarity of one track stands among"
            " those of two."
        ),
        N_(
            "**Batch**: responses are counted together, never one alone: at least k, the smallest number that is "
            "shown together here and never below 4, all waiting under the same label, which is industry and size as "
            "far as given. After every 30 days of waiting a response moves to the next wider label: its industry, "
            "then everybody. A score that fewer than k of a batch have waits for later ones."
        ),
        N_(
            "**Bin**: scores are counted in tenths, rounded down. The **middle score** is the median of the bins: of "
            "an even number, the lower of the two in the middle."
        ),
        N_(
            "**Segment**: a result stands in the narrowest of its industry and size, its industry, or all, that holds"
            " 30 responses: of this installation, and where that holds too few, of an imported edition. With fewer "
            "than 30 nothing is said, of any score."
        ),
        N_(
            "**Third**, where 30 to 99 have this score: lower, middle or upper, by the same share as the percentile. "
            "From 100 on the **percentile** (0 to 100) = 100 × (number below + ½ × number in the same bin) ÷ N, with "
            "N those who have this score."
        ),
        N_(
            "**Interval** of a percentile: the 95 % interval of Wilson for its share of N. Source: Wilson, 1927, "
            "“Probable inference, the law of succession, and statistical inference”."
        ),
    ),
)

WORKSHOPS = Section(
    N_("What a workshop may show"),
    (
        N_(
            "**Block**: the reveal counts every submitted response that isn't in a block yet, at least k of them, "
            "where k is the workshop's threshold and never below 4. Every figure of the picture is made of these "
            "counts. Who comes later waits until k of them can be added together; a deletion changes no count."
        ),
        N_(
            "**Parts** of a block by side, role or table hold at least k each. What is smaller is joined with others "
            "as “other”, and so are larger ones where the rest, or a crossing of two such divisions, would be under "
            "k; where fewer than two parts remain, there are none."
        ),
        N_(
            "**Withheld** is the spread of a question that fewer than k answered with a level or, of a decision, with"
            " anything but “don't know”; shown are then only “don't know”, “does not apply” and blanks. Of a question"
            " that is short in one part of a division, no part shows the spread."
        ),
        N_(
            "**Differences**: no part shows the spread of a question where adding and subtracting the parts and wholes "
            "shown, now or after an earlier block, would tell what 1 to k − 1 people answered. Where only a later "
            "block would be told, the parts stay those of the blocks before. The whole always counts all blocks, so "
            "pictures from before and after a block tell its counts."
        ),
        N_(
            "**By role, with consent**: in an attributed workshop sides and roles, and never tables, are shown of who"
            " agreed, however few these are, and not at all where those who didn't agree would be 1 to k − 1."
        ),
        N_(
            "**Comments** are shown once the answers of at least 8 people (k, where that is more) are revealed: the "
            "facilitator reads them all and passes each one, without a name or a role."
        ),
        N_(
            "**Second vote**: what was answered by who was in the picture, with the answers that were changed since "
            "in the place of the first. On a decision, which is asked anew, everybody starts from a blank. The "
            "picture stays that of the first vote."
        ),
        N_(
            "**Agreed level**, or owner: what the facilitator enters for the group. It stands beside what the group "
            "answered, and changes no score."
        ),
    ),
)

TIME = Section(
    N_("Minutes"),
    (
        N_(
            "The minutes shown before and during the assessment are computed: its words at 200 a minute, plus 4 "
            "seconds for each choice, those of the profile included, rounded up. A list that several questions share, "
            "such as the owners, is read once."
        ),
        N_("Once 30 people have completed all questionnaires in a mode, Home and Assess show their median instead."),
    ),
)


def plain(text: str) -> str:
    """A text of this module without its Markdown, for whatever would show the asterisks."""
    return text.replace("*", "")


SECTIONS = (ONE_RESPONDENT, TARGETS, CHANGE, GROUPS, OWNERSHIP, WORKSHOPS, OTHERS, TIME)

LIMITS = (
    N_("It is self-report: leaders describe what they see, and nobody checks it."),
    N_(
        "The five answers to each question are *described levels*. Independent raters have not yet validated that the "
        "descriptions are understood alike, or that they stand in the right order."
    ),
    N_(
        "One person's answers are one person's view, and a small group's mean moves a lot with one answer: in a group "
        "of five, one answer two levels higher moves a question's mean by 0.4."
    ),
    N_("A higher score has not been shown to earn more. It says what is in place, not what comes of it."),
    N_("Weights, thresholds and the boundaries of levels are conventions that we chose, not measurements."),
    N_("More AI is not a higher level: a reasoned, reviewed decision not to use it can be a 5."),
)
