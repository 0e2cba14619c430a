# Cut off: made to be found by scanners that cannot read it.
def refund(amount:
    return amount
