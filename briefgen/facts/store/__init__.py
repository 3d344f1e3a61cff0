"""What was read of files of facts, kept between runs, and a base that reads of it what it is asked."""
