# There is no system to start: the machine is off when it has done what it was told.
root=netberth
rootok=1
