"""What many ask is answered once for everybody: an officer proposes it, the supervisor approves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from pimpasa.answers import public
from pimpasa.answers.models import PublicAnswer
from pimpasa.demo.plan import Home
from pimpasa.demo.setting import morning
from pimpasa.demo.stage import Stage

FIRST, EVERY = timedelta(days=20), timedelta(days=23)  # back from the end of the year
CHECKED_AFTER = timedelta(days=1, hours=2)
ASKED = (  # topic, question, answer; how the cards of content/answers put it, in a villager's terms
    (
        "work_legal",
        "Ada yang mengajak kerja di kebun sawit Sabah, katanya cukup lewat pelabuhan. Benarkah?",
        "Jangan berangkat dulu. Kerja resmi di Malaysia selalu punya kontrak tertulis, visa kerja, "
        "dan penempatan yang terdaftar. Kalau hanya disuruh menyeberang, Anda tidak terlindungi "
        "kalau upah tidak dibayar. Tempel pesannya di halaman Periksa tawaran kerja, atau tanyakan "
        "ke Dinas Tenaga Kerja di kabupaten.",
    ),
    (
        "passport",
        "Calo menawarkan paspor jadi besok dengan biaya tiga kali lipat. Boleh dipakai?",
        "Tidak perlu calo. Biaya paspor sama untuk semua orang dan dibayar langsung ke negara, "
        "bukan ke perantara. Kalau kesulitan mendaftar sendiri, ceritakan di sini: petugas bisa "
        "membantu waktu berkunjung ke desa.",
    ),
    (
        "debt_bond",
        "Saya diminta tanda tangan utang sebelum berangkat kerja. Apa tandanya bahaya?",
        "Bahaya kalau jumlahnya tidak jelas, bunganya terus naik, atau paspor dan ijazah ditahan "
        "sebagai jaminan. Jangan tanda tangan surat yang tidak boleh Anda bawa pulang dan baca "
        "dulu. Utang tidak pernah membuat orang boleh dipaksa bekerja.",
    ),
    (
        "online_scam",
        "Ditawari jadi admin di luar negeri, gaji besar, tiket dibayari. Kenapa dibilang rawan?",
        "Banyak yang dijanjikan kerja kantor lalu dipaksa menipu lewat internet dan tidak boleh "
        "pulang. Tiket dibayari, visa wisata, dan diminta berangkat cepat adalah tiga tandanya. "
        "Kalau ada yang sudah terlanjur di sana, hubungi perwakilan Indonesia terdekat.",
    ),
    (
        "marriage_adopt",
        "Anak saudara mau dinikahkan dengan orang asing lewat perantara. Apa yang perlu dicek?",
        "Pastikan anaknya sudah cukup umur dan benar-benar mau, bicara dengannya tanpa ada "
        "perantara. Waspada kalau keluarga diberi uang, nikahnya buru-buru, atau suratnya diurus "
        "orang lain. Kalau ada yang dipaksa, telepon SAPA 129.",
    ),
    (
        "stranded",
        "Keluarga saya di luar negeri tidak bisa dihubungi tiga minggu. Ke mana bertanya?",
        "Kumpulkan yang Anda tahu: nama, negara, siapa yang memberangkatkan, dan kabar terakhir. "
        "Telepon 0800-1000 atau laporkan di sini. Petugas menanyakannya ke perwakilan Indonesia "
        "dan memberi kabar lewat kode Anda.",
    ),
)


def plan_asking(stage: Stage, homes: Sequence[Home]) -> None:
    """Let each of these be asked in a village of its own, the last one some weeks ago."""
    for turn, asked in enumerate(ASKED):
        home = homes[turn * len(homes) // len(ASKED)]
        when = morning((stage.until - FIRST - turn * EVERY).date()) + timedelta(hours=4)
        stage.plan(when, partial(_propose, stage, home.code, asked))


def _propose(stage: Stage, village: str, asked: tuple[str, str, str], now: datetime) -> None:
    topic, question, answer = asked
    officer = stage.officer(stage.serving(village, now), now)
    said = public.propose(
        officer, topic=topic, question=question, answer=answer, language="id", now=now
    )
    stage.plan(now + CHECKED_AFTER, partial(_approve, stage, village, said))


def _approve(stage: Stage, village: str, said: PublicAnswer, now: datetime) -> None:
    checker = stage.officer(stage.supervising(village, now), now)
    if checker.id != said.proposed_by:
        public.approve(checker, said.id, now=now)
