"""Names of places and where they are: a compact gazetteer, and the names of countries and their people.

Contains GeoNames data (CC BY 4.0, http://www.geonames.org/), names of the NGA GEOnet Names Server and the USGS GNIS (through gdeltforge,
Apache-2.0) and Unicode CLDR names of countries. `training/gazetteer.py` builds the file.
"""

from __future__ import annotations

from sitrep.read.gazetteer.countries import Country, countries, country, country_name, is_demonym, us_state
from sitrep.read.gazetteer.lookup import Entry, Gazetteer
from sitrep.read.gazetteer.names import key

__all__ = ["Country", "Entry", "Gazetteer", "countries", "country", "country_name", "is_demonym", "key", "us_state"]
