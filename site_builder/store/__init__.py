"""Stores what was made before, by what it was made from. This only ever saves work; losing it loses nothing."""

from site_builder.store.files import MODE
from site_builder.store.keys import Digest, digest_of, key, software
from site_builder.store.store import LIMIT, Store, clean_store, epoch_of, new_epoch

__all__ = ["LIMIT", "MODE", "Digest", "Store", "clean_store", "digest_of", "epoch_of", "key", "new_epoch", "software"]
