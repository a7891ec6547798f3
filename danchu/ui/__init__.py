"""The look: frames, parts, filters and tags from which every page is assembled.

Below the kernel: nothing here knows a unit, a post or a law; pages hand over words,
numbers and addresses. See every part with real content at `/kieu/`.

Frames (`{% extends %}`)
    ui/portal.html   blocks title, path, lead (full width), main, head
    ui/desk.html     blocks title, path, main, head; context post, posts,
                     desk_nav = [(label, href, icon, count, current)]
    ui/sign.html     blocks title, main; one narrow form
    The first line of every part names its context: `templates/ui/parts/*.html`.

Filters
    so, so:1 (1.234.567,8; None is –) · kem:"xã" (99 xã, never broken) · phan_tram (a
    share of one) · ti_le:of (part of whole as percent) · phan_so:of (41/44) · chenh
    (+37) · chenh_phan_tram · dai_so:last (3–5) · tien (3,1 tỷ đồng) · ngay
    (08/7/2026) · ngay_ngan (08/7) · ngay_day_du · thu (Thứ Hai) · gio (09:40) · luc
    (09:40 ngày 13/7/2026) · khoang_ngay:end · iso (for `<time datetime>`)

Tags
    icon "search" css= label= · shape state · pill state "word" · clock state "word"
    "law" · coverage have of "xã" provisional= missing= · ruler states "label" "small"
    · plan_bar share · seal "text" href · national_map points "label" marked= labels=
    · motto_mark

States: in_time due due_soon late missing overdue not_arising provisional published.

Parts (`{% include "ui/parts/….html" with … %}`)
    figure entry_cell cell_keys clash slot follow_up notice path map_switch task tally
    history errors form_errors field submit empty pager tabs table callout facts search
    results legend head section_head refusal

Classes worth knowing
    dc-btn (--primary --sm --danger --quiet) · dc-input dc-select · dc-fields (a form)
    · dc-sec · dc-panel · dc-figs · dc-rows dc-row · dc-two dc-side dc-aside dc-group ·
    dc-table dc-stack (td: num key, num none, wide; data-th names the column on phones)
    · dc-hero dc-motto dc-place · num small lead prose mono visually-hidden
"""
