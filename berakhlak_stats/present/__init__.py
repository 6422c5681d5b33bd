"""Results in words, tables and figures, in Indonesian and English.

Nothing here touches a survey. Everything is made from
:class:`~berakhlak_stats.estimates.Estimates`, so that a report can be rebuilt in either language
from saved results. Modules are loaded on use.
"""
