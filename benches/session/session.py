"""The least processor time of SQLAlchemy's flush of so many new objects, on SQLite in memory."""

import sys
import time
from typing import Optional

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    hair_color: Mapped[Optional[str]]


def flush(engine, count: int) -> float:
    with Session(engine) as session:
        for n in range(1, count + 1):
            session.add(User(name=f"User {n}", hair_color=None if n % 5 == 0 else "black"))
        start = time.process_time()
        session.flush()
        took = time.process_time() - start
        session.rollback()
    return took


count, rounds = int(sys.argv[1]), int(sys.argv[2])
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
print(min(flush(engine, count) for _ in range(rounds)))
