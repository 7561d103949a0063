"""The demonstration: the programme of 2017, told again around today.

Plain content stands in `programme_text`, `cycles`, `cycles_later`, `names`, `organisations`, `news`; `calendar` turns
today into days; `story` calls the same actions that pages use, each under the clock of its moment.
"""
