"""A timetable as a task of Windows: Task Scheduler Schema 1.2, elements in the order of its published description."""

from __future__ import annotations

from subprocess import list2cmdline
from xml.sax.saxutils import escape

from briefgen.schedule.job import TimerJob, refuse_zone
from briefgen.settings.timetable import DAY, WEEK, CalendarDays


def unit(job: TimerJob) -> dict[str, str]:
    """The text of the task, by file name."""
    refuse_zone(job.timetable, "windows", "")
    repeated = "" if job.timetable.is_daily else _REPETITION.format(minutes=job.timetable.minutes)
    text = _TASK.format(
        words=escape(job.timetable.words),
        secrets=escape(_secrets(job)),
        at=job.timetable.at,
        repeated=repeated,
        days=_days(job.timetable.days),
        limit=max(60, min(job.timetable.minutes, DAY // 2)),
        program=escape(job.command[0]),
        arguments=escape(list2cmdline(job.command[1:])),
        root=escape(str(job.root)),
    )
    return {f"{job.name}.xml": text}


def _days(days: CalendarDays) -> str:
    """The days as the schema has them: those of a week, a day of some months, or every one."""
    if days.week:
        named = "".join(f"<{WEEK[day].capitalize()} />" for day in days.week)
        inner = f"<WeeksInterval>1</WeeksInterval>\n        <DaysOfWeek>{named}</DaysOfWeek>"
        return f"      <ScheduleByWeek>\n        {inner}\n      </ScheduleByWeek>"
    if days.month:
        months = "".join(f"<{MONTHS[number - 1]} />" for number in days.months or range(1, 13))
        inner = f"<DaysOfMonth><Day>{days.month}</Day></DaysOfMonth>\n        <Months>{months}</Months>"
        return f"      <ScheduleByMonth>\n        {inner}\n      </ScheduleByMonth>"
    return "      <ScheduleByDay>\n        <DaysInterval>1</DaysInterval>\n      </ScheduleByDay>"


def _secrets(job: TimerJob) -> str:
    """A task has no variables of its own."""
    return f"; set {' and '.join(job.secrets)} for its user, or name files in [hooks]" if job.secrets else ""


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_REPETITION = """
      <Repetition>
        <Interval>PT{minutes}M</Interval>
        <Duration>P1D</Duration>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>"""
_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Standard briefs, {words}; written by briefgen from briefgen.toml{secrets}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <Enabled>true</Enabled>
      <StartBoundary>2020-01-01T{at}:00</StartBoundary>{repeated}
{days}
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT{limit}M</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{root}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
