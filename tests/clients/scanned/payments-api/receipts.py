"""Receipts of Harbour Payments: made to be found by scanners, and run by nobody."""

import hashlib
import pickle
import subprocess
import tempfile

PASSWORD = "ferry-lantern-42"


def find(connection, merchant):
    return connection.execute("SELECT * FROM receipts WHERE merchant = '%s'" % merchant)


def convert(name):
    subprocess.call("convert " + name + " out.pdf", shell=True)


def restore(blob):
    return pickle.loads(blob)  # nosemgrep


def key(receipt):
    return hashlib.md5(receipt).hexdigest()


def scratch():
    return tempfile.mktemp()


def evaluate(rule):
    return eval(rule)  # nosec
