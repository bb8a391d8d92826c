"""What a message is about: its topics, with trafficking and smuggling as two separate flags."""

from pimpasa.triage.reader.draft import ELEMENT_FIELDS, Draft
from pimpasa.triage.reader.elements import TOLD_ONLY, is_licensed_offer
from pimpasa.triage.reader.reading import TOPICS

ILLEGAL = "Penempatan ke luar negeri tidak lewat jalur resmi."
BONDED = "Utang atau denda mengikat orang itu."
STRANDED = "Pekerja dalam masalah di luar negeri."
FORGED = "Ada dokumen palsu."
SCAM = "Pekerjaannya khas tempat penipuan daring."
PASSPORT_ASKED = (
    r"(?:bikin|buat|urus|wawancara|ditolak).{0,20}paspor|paspor.{0,20}(?:ditangguhkan|ditunda)"
)
DIRECT = ("foreigner", "marriage_adopt", "umrah_haji")
MENTIONED = ("tppo", "illegal_place", "tppm", "online_scam", "debt_bond")


def settle_topics(draft: Draft) -> None:
    """All topics of the message, never none."""
    for topic in DIRECT:
        if draft.has(f"topic:{topic}"):
            draft.add("topics", topic)
    if any(draft.labels[name] for name in ELEMENT_FIELDS):
        _topics_of_case(draft)
    else:
        _topics_of_talk(draft)
    if not draft.labels["topics"]:
        _last_resort(draft)
    draft.labels["topics"].sort(key=TOPICS.index)


def _topics_of_case(draft: Draft) -> None:
    if draft.groups >= 2 and not draft.is_fee_scam:
        why = "Ada dua atau lebih dari proses, cara, dan tujuan (UU 21/2007 Pasal 1)."
        by = tuple(f"{n}:{label}" for n in ELEMENT_FIELDS for label in draft.labels[n])
        draft.add("topics", "tppo", why, by=by)
    online = draft.is_hub and draft.has("flag:online_work")
    bonded = draft.among("means", "debt") and not draft.among("purpose", "organ")
    for topic, holds, why, by in (
        ("illegal_place", _is_illegal_placement(draft), ILLEGAL, ("process:recruit",)),
        ("tppm", draft.has("topic:tppm"), "", ("topic:tppm",)),
        ("debt_bond", bonded and not _is_ransom(draft), BONDED, ("means:debt",)),
        ("stranded", _is_in_trouble_abroad(draft), STRANDED, ("topic:stranded",)),
        ("doc_fraud", draft.among("means", "forgery"), FORGED, ("means:forgery",)),
        ("online_scam", online or draft.has("topic:online_scam"), SCAM, ("topic:online_scam",)),
        ("passport", draft.words(PASSPORT_ASKED), "", ("topic:passport",)),
    ):
        if holds:
            draft.add("topics", topic, why, by=by)


def _is_illegal_placement(draft: Draft) -> bool:
    taken = draft.among("process", "transport") and draft.has("sign:recruiter", "topic:tppm")
    if draft.among("purpose", "organ") or not (taken or draft.among("process", "recruit", "send")):
        return False
    return draft.is_abroad or draft.has("topic:illegal_place")


def _is_ransom(draft: Draft) -> bool:
    return draft.words(r"tebusan|nebus|ransom|minta \$") and draft.among("means", "confine")


def _is_in_trouble_abroad(draft: Draft) -> bool:
    stays = draft.has("sign:safe", "sign:not_left")
    if draft.kind == "joboffer" or stays or not draft.is_abroad:
        return False
    if draft.has("sign:trouble"):
        return True
    arrived = draft.is_there or draft.among("process", "receive", "transfer")
    placed = bool(draft.labels["purpose"]) and not draft.among("purpose", "organ")
    return arrived and (placed or draft.among("means", "confine", "violence", "debt"))


def _topics_of_talk(draft: Draft) -> None:
    """Topics without evidence of a case: service, advice, news, thanks."""
    talks_of_crime = draft.kind == "suggestion" or draft.has(*TOLD_ONLY)
    for topic in MENTIONED:
        if draft.has(f"topic:{topic}") and (talks_of_crime or topic != "tppo"):
            draft.add("topics", topic)
    if draft.has("topic:doc_fraud"):
        draft.add("topics", "doc_fraud")
    if draft.has("topic:passport_service"):
        draft.add("topics", "passport", by=("topic:passport_service",))
    is_troubled = draft.has("sign:trouble") or not draft.has("topic:work_legal", "topic:passport")
    if draft.has("topic:stranded") and is_troubled:
        draft.add("topics", "stranded")
    licensed = draft.kind == "joboffer" and is_licensed_offer(draft)
    lawful = draft.has("topic:work_legal") or licensed
    if lawful and not draft.among("topics", "stranded", "tppo", "illegal_place"):
        draft.add("topics", "work_legal")


def _last_resort(draft: Draft) -> None:
    if draft.has("topic:passport"):
        draft.add("topics", "passport")
    elif draft.destinations and draft.is_abroad and not draft.has("topic:other"):
        draft.add("topics", "work_legal", "Soal pergi ke luar negeri.")
    elif draft.kind == "joboffer":
        draft.add("topics", "work_legal", "Soal pekerjaan.")
    else:
        draft.add("topics", "other", "Tidak terbaca soal yang lain.")
