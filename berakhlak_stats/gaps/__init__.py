"""Between what people hold and what they see: personal against organisational values."""

from berakhlak_stats.gaps.mmi_test import mmi_test
from berakhlak_stats.gaps.multi_response import multi_response
from berakhlak_stats.gaps.spmi_test import spmi_test

__all__ = ["mmi_test", "multi_response", "spmi_test"]
