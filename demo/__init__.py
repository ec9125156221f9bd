"""The demonstration: a university at work, made by real acts of real roles from the files beside this one."""
