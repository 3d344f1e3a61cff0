"""A timetable as a task of Windows: Task Scheduler Schema 1.2, elements in the order of its published description."""

from __future__ import annotations

from collections.abc import Sequence
from subprocess import list2cmdline
from xml.sax.saxutils import escape

from briefgen.schedule.job import TimerJob, refuse_zone
from briefgen.settings.timetable import DAY


def units(jobs: Sequence[TimerJob]) -> dict[str, str]:
    """The text of the task, by file name."""
    return {name: text for job in jobs for name, text in _unit(job).items()}


def _unit(job: TimerJob) -> dict[str, str]:
    refuse_zone(job.timetable, "windows", "")
    repeated = "" if job.timetable.is_daily else _REPETITION.format(minutes=job.timetable.minutes)
    text = _TASK.format(
        words=escape(job.timetable.words),
        secrets=escape(_secrets(job)),
        at=job.timetable.at,
        repeated=repeated,
        limit=max(60, min(job.timetable.minutes, DAY // 2)),
        program=escape(job.command[0]),
        arguments=escape(list2cmdline(job.command[1:])),
        root=escape(str(job.root)),
    )
    return {f"{job.name}.xml": text}


def _secrets(job: TimerJob) -> str:
    """A task has no variables of its own."""
    return f"; set {' and '.join(job.secrets)} for its user, or name files in [hooks]" if job.secrets else ""


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
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
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
