"""The baseline's API service: the browser's socket, the tools, SQLite. One process, as seed 001 draws it.

Configured by its environment: PORT, DATABASE, AGENT_URL, AGENT_PUBLIC_KEY, USER_PUBLIC_KEY.
"""

import json
import os
import sqlite3
from typing import Any

import httpx2
import jwt
import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect

from tests.load.baseline.tools import TABLES, capabilities, execute

Json = dict[str, Any]
HISTORY = 20

app = FastAPI()
db = sqlite3.connect(os.environ["DATABASE"], check_same_thread=False)
db.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {TABLES}")
agent = httpx2.AsyncClient(
    base_url=os.environ["AGENT_URL"], timeout=60, limits=httpx2.Limits(max_connections=200)
)
AGENT_KEY, USER_KEY = os.environ["AGENT_PUBLIC_KEY"], os.environ["USER_PUBLIC_KEY"]


def agent_of(request: Request) -> Json:
    """The verified claims of the agent's RS256 JWT."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    claims: Json = jwt.decode(token, AGENT_KEY, algorithms=["RS256"], audience="api")
    return claims


async def get_capabilities(request: Request) -> Json:
    agent_of(request)
    return capabilities()


async def execute_tool(request: Request) -> Json:
    agent_of(request)
    body = await request.json()
    return {"status": "ok", "result": execute(db, body["user"], body["tool"], body["arguments"])}


async def realtime(socket: WebSocket) -> None:
    """One message, one run: its events are passed on as they come."""
    claims = jwt.decode(socket.query_params["token"], USER_KEY, algorithms=["RS256"], audience="web")
    await socket.accept()
    try:
        while True:
            said = await socket.receive_json()
            await turn(socket, claims["sub"], said["sessionId"], said["message"])
    except WebSocketDisconnect:
        return


async def turn(socket: WebSocket, user: str, session: str, message: str) -> None:
    remember(session, "user", message)
    body = {"user": user, "sessionId": session, "messages": history(session)}
    spoken = []
    async with agent.stream("POST", "/run", json=body) as answer:
        async for line in answer.aiter_lines():
            event = json.loads(line)
            await socket.send_text(line)
            with db:
                db.execute("INSERT INTO events (session, event) VALUES (?, ?)", (session, line))
            spoken.append(event.get("delta", "") if event["type"] == "TEXT_MESSAGE_CONTENT" else "")
    remember(session, "assistant", "".join(spoken))
    await socket.send_json({"type": "RUN_FINISHED"})


def remember(session: str, role: str, content: str) -> None:
    with db:
        db.execute("INSERT INTO messages (session, role, content) VALUES (?, ?, ?)", (session, role, content))


def history(session: str) -> list[Json]:
    sql = "SELECT role, content FROM messages WHERE session = ? ORDER BY id DESC LIMIT ?"
    rows = db.execute(sql, (session, HISTORY)).fetchall()
    return [{"role": role, "content": content} for role, content in reversed(rows)]


async def health() -> Response:
    return Response("ok")


app.add_api_route("/capabilities", get_capabilities, methods=["GET"])
app.add_api_route("/internal/tools/execute", execute_tool, methods=["POST"])
app.add_api_route("/health", health, methods=["GET"])
app.add_api_websocket_route("/realtime", realtime)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning", access_log=False)
