"""How great the danger is, how soon somebody must act, and who: risk, urgency and referral."""

from pimpasa.triage.reader.draft import ELEMENT_FIELDS, Draft
from pimpasa.triage.reader.elements import SEVERE

LOW_SIGNS = (
    "sign:trouble",
    "mode:rumour",
    "sign:passport_broker",
    "flag:no_licence",
    "sign:pilgrim_fraud",
    "sign:overcharge",
)


def settle_risk(draft: Draft) -> None:
    """Danger to persons: high by any of H1-H7, medium by any element, low by a weak sign."""
    reason = _high(draft)
    if reason:
        draft.risk = "high"
    elif any(draft.labels[name] for name in ELEMENT_FIELDS) or _is_smuggling(draft):
        draft.risk, reason = (
            "medium",
            "Ada unsur perekrutan atau penyelundupan tanpa tanda bahaya berat.",
        )
    elif _low(draft):
        draft.risk, reason = "low", "Ada tanda lemah atau belum pasti."
    else:
        draft.risk, reason = "none", "Tidak ada tanda bahaya."
    draft.add("risk", draft.risk, reason)


def settle_urgency(draft: Draft) -> None:
    """Emergency: life, body or liberty at stake now, or a departure within 24 hours."""
    if _is_emergency(draft):
        draft.urgency = "emergency"
        why = "Nyawa, tubuh, atau kebebasan terancam sekarang, atau berangkat dalam 24 jam."
    elif draft.risk in ("medium", "high") or _is_pressing(draft):
        draft.urgency, why = "urgent", "Perlu tindakan dalam beberapa hari."
    else:
        draft.urgency, why = "normal", "Tidak mendesak."
    draft.add("urgency", draft.urgency, why, by=("time:day", "now:danger", "now:ongoing"))


def settle_referral(draft: Draft) -> None:
    """Who should be told, the primary first."""
    for body in _bodies(draft):
        if body not in draft.labels["referral"]:
            draft.add("referral", body, "Lembaga yang berwenang untuk soal ini.")


def _high(draft: Draft) -> str:
    """Why the risk is high, or nothing. H1 to H7 in this order."""
    process, means = bool(draft.labels["process"]), bool(draft.labels["means"])
    soon = draft.has("time:day", "time:fortnight")
    online = draft.has("flag:online_work", "topic:online_scam")
    bound = draft.among("means", "debt", "abuse_power")
    reasons = (
        (bool(draft.labels["purpose"]), "Ada tujuan eksploitasi."),
        (draft.among("means", *SEVERE, "threat"), "Ada ancaman, kekerasan, atau penyekapan."),
        (draft.child and process, "Seorang anak direkrut atau dibawa."),
        (draft.is_hub and online and process, "Direkrut ke tempat penipuan daring."),
        (process and means and soon and not draft.is_fee_scam, "Berangkat dalam 14 hari."),
        (draft.has("now:danger") and (process or draft.has("topic:tppm")), "Nyawa terancam."),
        (bound and draft.among("topics", "stranded"), "Utang atau dokumen menahan pekerja."),
    )
    return next((why for holds, why in reasons if holds), "")


def _is_smuggling(draft: Draft) -> bool:
    return (
        draft.among("topics", "tppm")
        and draft.kind in ("report", "joboffer")
        and not draft.has("mode:news", "mode:closed")
    )


def _low(draft: Draft) -> bool:
    if draft.kind == "suggestion" or draft.has("mode:news", "mode:closed", "mode:imagined"):
        return False
    if draft.has("sign:licensed") and draft.kind == "joboffer":
        return False
    if draft.among("topics", "foreigner") and draft.has("sign:foreign_doubt"):
        return True
    return draft.has(*LOW_SIGNS)


def _is_emergency(draft: Draft) -> bool:
    elements = any(draft.labels[name] for name in ELEMENT_FIELDS)
    smuggling = draft.has("topic:tppm") and not draft.has("mode:news", "mode:closed")
    if draft.has("now:danger") and (elements or smuggling):
        return True
    if elements and draft.has("time:day"):
        return True
    if draft.kind == "joboffer" or draft.has("sign:safe"):
        return False
    return draft.among("means", *SEVERE) or _is_sold_now(draft)


def _is_sold_now(draft: Draft) -> bool:
    sold = draft.among("purpose", "prostitution", "sexual", "slavery")
    return draft.kind == "report" and sold and (draft.child or draft.among("means", "threat"))


def _is_pressing(draft: Draft) -> bool:
    """Whether words of coercion, a plea, or a worker in trouble ask for haste without more.

    Words of coercion count here even where they were not taken as evidence: better one look too
    many than an emergency that waits.
    """
    if draft.kind not in ("report", "question") or draft.has("mode:closed", "mode:imagined"):
        return False
    coerced = draft.has(*(f"means:{label}" for label in SEVERE))
    pleads = draft.kind == "report" and draft.has("sign:plea")
    if (coerced or pleads) and not draft.has("mode:news", "mode:past_own"):
        return True
    return draft.among("topics", "stranded") and draft.has("sign:trouble")


def _bodies(draft: Draft) -> list[str]:
    elements = any(draft.labels[name] for name in ELEMENT_FIELDS)
    if not elements:
        return _bodies_of_talk(draft)
    bodies = _core(draft)
    if draft.has("flag:visa_trick") or (
        draft.is_abroad and draft.has("time:day", "time:fortnight")
    ):
        bodies.append("imigrasi")
    if draft.among("topics", "tppm"):
        bodies.append("imigrasi")
    if draft.has("sign:local"):
        bodies.append("bhabin")
    return bodies


def _core(draft: Draft) -> list[str]:
    abroad = draft.is_abroad or draft.among("topics", "illegal_place")
    if draft.among("purpose", "organ"):
        return ["police", "imigrasi"] if draft.is_abroad else ["police"]
    if not abroad:
        return ["police"]
    grave = draft.risk == "high" or draft.among("topics", "tppm")
    if grave or (draft.is_fee_scam and draft.has("sign:money_lost")):
        return ["police", "bp2mi"]
    fraud = draft.is_fee_scam or draft.among("topics", "tppo")
    return ["bp2mi", "police"] if fraud else ["bp2mi"]


def _bodies_of_talk(draft: Draft) -> list[str]:
    is_told_only = draft.kind == "report" and draft.has("mode:closed", "mode:news")
    is_told_only |= draft.kind == "joboffer" and draft.has("sign:notice")
    if is_told_only or draft.labels["topics"] == ["other"]:
        return ["none"]
    if draft.kind == "suggestion":
        return ["imigrasi"]
    if draft.among("topics", "tppm"):
        return ["police", "imigrasi"]
    if draft.among("topics", "passport", "foreigner", "umrah_haji", "marriage_adopt"):
        return ["imigrasi", "bp2mi"] if draft.among("topics", "work_legal") else ["imigrasi"]
    return ["bp2mi"]
