"""Act, means and purpose of UU 21/2007 Ps 1 angka 1: what the text gives evidence for."""

from pimpasa.triage.reader.draft import ELEMENT_FIELDS, Draft

HIGH_WAGE_IDR = 12_000_000
BINDING = r"potong|utang|hutang|denda|dobel|ganti|lunas|tebus|debt|owe|double|triple"
CARRIED = r"mobil|van|minibus|pickup|hilux|perahu|kapal|travel|avanza|naik"
SEVERE = ("confine", "violence", "abduct")
CONTRADICT_LICENCE = (
    "flag:visa_trick",
    "flag:secrecy",
    "flag:no_licence",
    "means:payment",
    "means:debt",
    "means:forgery",
    "means:abuse_power",
    "purpose:organ",
    "purpose:prostitution",
    "purpose:sexual",
)
RISKY = (
    *CONTRADICT_LICENCE,
    "flag:free",
    "flag:guarantee",
    "flag:no_skill",
    "flag:individual",
    "flag:quick",
    "process:harbor",
    "topic:tppm",
)
MILD = ("recruit", "harbor", "transport", "send", "receive", "transfer", "fraud", "debt", "payment")
IRREGULAR = (
    "sign:recruiter",
    "sign:money_lost",
    "topic:illegal_place",
    "topic:tppm",
    "flag:visa_trick",
    "flag:no_licence",
    "flag:secrecy",
    "child:minor",
    "time:day",
)
TOLD_ONLY = ("mode:imagined", "mode:closed", "mode:past_own", "mode:news", "mode:rumour")
BUNDLE = (
    "flag:no_skill",
    "flag:online_work",
    "flag:vague_job",
    "flag:secrecy",
    "flag:visa_trick",
)


def settle_elements(draft: Draft) -> None:
    """Give the elements their labels, then what follows from them; nothing behind the gate."""
    for name in ELEMENT_FIELDS:
        for signal in list(draft.signals):
            field, _, label = signal.partition(":")
            if field == name:
                draft.add(name, label)
    _weigh(draft)
    if draft.kind == "joboffer":
        _read_offer(draft)
    else:
        _read_case(draft)
    _imply(draft)
    if is_gated(draft) or _is_lone_doubt(draft):
        for name in ELEMENT_FIELDS:
            draft.drop(name)
    _settle_child(draft)
    _settle_fee_scam(draft)


def is_gated(draft: Draft) -> bool:
    """Whether the message only tells of news, thanks, a denial, advice or an imagined case.

    A plea for somebody held or beaten passes the gate, unless it is an imagined case.
    """
    if draft.kind == "joboffer":
        return is_licensed_offer(draft)
    pleads = draft.among("means", *SEVERE) and draft.has("kind:report")
    imagines = draft.kind != "report" and draft.has("mode:imagined")
    if pleads and not imagines and not draft.has("mode:closed"):
        return draft.has("mode:news") and not draft.has("kind:personal")
    return draft.kind == "suggestion" or draft.has(*TOLD_ONLY) or _is_lawful_case(draft)


def _is_lone_doubt(draft: Draft) -> bool:
    """One mild label on one place, and no other sign of an irregular route: more often wrong."""
    labels = [label for name in ELEMENT_FIELDS for label in draft.labels[name]]
    if len(labels) != 1 or labels[0] not in MILD or draft.has(*IRREGULAR):
        return False
    (finding,) = (f for f in draft.findings.values() if f.field in ELEMENT_FIELDS)
    return len({evidence.start for evidence in finding.evidence}) <= 1


def is_licensed_offer(draft: Draft) -> bool:
    """An offer along the lawful route, with nothing in it that the lawful route forbids."""
    return draft.has("sign:licensed") and draft.count(*CONTRADICT_LICENCE) == 0


def _is_lawful_case(draft: Draft) -> bool:
    """A licensed placement told without means or purpose: the recruiting in it is lawful."""
    if draft.labels["means"] or draft.labels["purpose"] or not draft.has("sign:licensed"):
        return False
    return not draft.has("flag:visa_trick", "flag:no_licence")


def _weigh(draft: Draft) -> None:
    """Take away labels whose words mean something else beside other words."""
    if draft.has("sign:threatened_violence") and len(draft.signals.get("means:violence", ())) <= 1:
        draft.drop("means", "violence")
        draft.add("means", "threat", by=("sign:threatened_violence",))
    if draft.among("purpose", "organ"):
        draft.drop("purpose", "slavery", "prostitution", "labor_extort")
    if draft.among("purpose", "prostitution") and not draft.words(r"konten dewasa|foto"):
        draft.drop("purpose", "sexual")
    is_mere_fee = draft.has("flag:fee") and draft.kind != "joboffer" and not draft.words(BINDING)
    if is_mere_fee:
        draft.drop("means", "debt")


def _read_offer(draft: Draft) -> None:
    """An offer recruits; a ticket or a date sends; a bundle of wonders deceives."""
    if not _is_offer_of_risk(draft):
        draft.drop("process")
        return
    draft.add(
        "process", "recruit", "Ini tawaran untuk merekrut orang.", by=("sign:ad", "sign:ad_terms")
    )
    if not draft.has("process:send") and _sends(draft):
        why = "Tiket atau waktu berangkat disediakan."
        draft.add("process", "send", why, by=("flag:quick", "flag:free"))
    signs = draft.count(*BUNDLE) + (draft.wage_idr >= HIGH_WAGE_IDR)
    signs += draft.has("flag:free") and draft.has("flag:quick")
    if signs >= 2 and not draft.among("purpose", "organ"):
        why = "Tawarannya terlalu bagus: upah tinggi, tanpa syarat, serba gratis, atau serba cepat."
        draft.add("means", "fraud", why, by=(*BUNDLE, "flag:free", "flag:quick"))
    if draft.has("flag:guarantee") and draft.has("flag:fee"):
        why = "Pekerjaan atau visa dijamin asal membayar di muka."
        draft.add("means", "fraud", why, by=("flag:guarantee", "flag:fee"))
    draft.drop("means", "confine", "violence", "abduct", "threat")
    draft.drop("purpose", "labor_extort", "slavery", "forced_labor")


def _is_offer_of_risk(draft: Draft) -> bool:
    if is_licensed_offer(draft):
        return False
    return draft.count(*RISKY) >= (2 if draft.has("flag:no_licence") else 1)


def _sends(draft: Draft) -> bool:
    return draft.has("time:day", "time:fortnight", "flag:quick") or draft.words(
        r"\b(?:tiket|ticket|flight|pesawat)\b"
    )


def _read_case(draft: Draft) -> None:
    """A case told by somebody: a date alone sends nobody, a paid promise without a job deceives."""
    hired = draft.labels["means"] or draft.has("process:send")
    if draft.has("sign:recruiter") and hired:
        draft.add("process", "recruit", by=("process:recruit", "sign:recruiter"))
    recruiters = draft.has("process:recruit", "sign:recruiter") or draft.among(
        "means", "payment", "debt", "abduct"
    )
    if _sources(draft, "process:send") == {"send.date_set"} and not recruiters:
        draft.drop("process", "send")
    if draft.has("flag:guarantee") and draft.has("flag:fee") and draft.has("sign:money_lost"):
        why = "Uang sudah dibayar untuk pekerjaan atau visa yang dijamin."
        draft.add("means", "fraud", why, by=("flag:guarantee", "flag:fee", "sign:money_lost"))
    wonders = draft.count(*BUNDLE) + (draft.wage_idr >= HIGH_WAGE_IDR)
    if wonders >= 2 and draft.among("process", "recruit") and not draft.labels["purpose"]:
        why = "Tawarannya terlalu bagus: upah tinggi tanpa syarat."
        draft.add("means", "fraud", why, by=BUNDLE)
    promised = "recruit.promised" in _sources(draft, "process:recruit")
    if promised and draft.labels["purpose"] and not draft.among("purpose", "organ"):
        why = "Yang dijanjikan lain dengan yang terjadi."
        draft.add("means", "fraud", why, by=("process:recruit",))


def _sources(draft: Draft, label: str) -> set[str]:
    return {signal.evidence.indicator_id for signal in draft.signals.get(label, ())}


def _imply(draft: Draft) -> None:
    """What follows: the confined are harboured, the abducted carried, the scammer forced."""
    if draft.among("means", "confine"):
        draft.add(
            "process", "harbor", "Orang yang dikurung berarti ditampung.", by=("means:confine",)
        )
    if draft.among("means", "abduct") and draft.words(
        r"mobil|van|minibus|pickup|hilux|perahu|kapal|travel|avanza|naik"
    ):
        draft.add("process", "transport", "Orang yang diculik dibawa pergi.", by=("means:abduct",))
    coerced = draft.among("means", *SEVERE, "threat")
    if coerced and draft.has("topic:online_scam") and draft.kind != "joboffer":
        why = "Orang dipaksa bekerja menipu."
        draft.add("purpose", "forced_labor", why, by=("topic:online_scam",))


def _settle_child(draft: Draft) -> None:
    draft.child = draft.has("child:minor") and any(draft.labels[n] for n in ELEMENT_FIELDS)
    if draft.child:
        why = "Ada anak di bawah 18 tahun; untuk anak, cara tidak perlu dibuktikan."
        draft.add("child", "true", why, by=("child:minor",))


def _settle_fee_scam(draft: Draft) -> None:
    """Money taken for a job that never comes, nobody held or used: fraud, but not trafficking."""
    lost = draft.has("sign:money_lost") or (draft.has("flag:guarantee") and draft.has("flag:fee"))
    only_fraud = set(draft.labels["means"]) <= {"fraud", "forgery"} and draft.among(
        "means", "fraud"
    )
    only_recruited = set(draft.labels["process"]) <= {"recruit", "send"}
    draft.is_fee_scam = lost and only_fraud and only_recruited and not draft.labels["purpose"]
    if draft.is_fee_scam:
        draft.drop("process", "send")
        why = "Uang diminta untuk pekerjaan yang tidak pernah ada."
        draft.add("process", "recruit", why, by=("process:recruit", "flag:fee"))
