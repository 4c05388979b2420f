"""A sample result for Home, from simulated answers; whoever shows it says that it is simulated."""

from __future__ import annotations

import streamlit as st

from assessment.bank.model import Bank
from assessment.findings import find
from assessment.findings.model import Findings
from assessment.language import current
from assessment.results import build_result
from assessment.scoring.plan import Plan
from assessment.simulate import simulate

SEED = 2026


def sample_findings(bank: Bank) -> Findings:
    """The findings of one simulated respondent, held against the edition's first target preset."""
    return _sample(current(), bank.content_hash, bank)


@st.cache_resource
def _sample(language: str, content_hash: str, _bank: Bank) -> Findings:
    return find(build_result(Plan(_bank, "pulse"), list(simulate(_bank, 1, mode="pulse", seed=SEED))))
