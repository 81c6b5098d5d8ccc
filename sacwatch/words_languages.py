"""The names of languages that are much spoken in Sacramento; imports only i18n."""

from __future__ import annotations

from sacwatch.i18n import N_

LANGUAGES = (
    *(N_("English"), N_("Spanish"), N_("Hmong"), N_("Vietnamese"), N_("Cantonese"), N_("Mandarin")),
    *(N_("Tagalog"), N_("Russian"), N_("Ukrainian"), N_("Punjabi"), N_("Hindi"), N_("Arabic")),
    *(N_("Farsi"), N_("Dari"), N_("Pashto"), N_("Lao"), N_("Mien"), N_("Korean"), N_("Japanese")),
    *(N_("Armenian"), N_("Romanian"), N_("Portuguese"), N_("Samoan"), N_("American Sign Language")),
)
"""Any other can be typed."""
