"""When the standard briefs are made: by the system's own timers, or by a process that stays."""
