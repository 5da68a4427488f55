// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "handlers.hpp"
#include "members.hpp"

#include <limits>

namespace sandbox {

std::string to_json(webhook_event const& event) {
    std::vector<std::string> attempts;
    for (auto const& each : event.attempts) {
        object_writer attempt;
        attempt.text("eventId", each.event_id).raw("status", std::to_string(each.status));
        if (!each.error.empty()) attempt.text("error", each.error);
        attempts.push_back(attempt.str());
    }
    return object_writer{}
        .text("eventType", event.type)
        .text("transactionId", event.transaction_id)
        .text("url", event.url)
        .text("status", name_of(event.status))
        .raw("attempts", join_array(attempts))
        .raw("body", event.body)
        .str();
}

namespace {

reply list_events(webhook_sender const& webhooks) {
    std::vector<std::string> events;
    for (auto const& each : webhooks.events())
        events.push_back(to_json(each));
    reply answer;
    answer.body = object_writer{}.raw("events", join_array(events)).str();
    return answer;
}

reply no_content() { return {204, {}, {}}; }

/// Runs `answer(members)` on the body, which may be left out.
template <class Answer>
reply with_body(request const& req, Answer answer) {
    std::variant<json_value, reply> body = json_value{json_kind::object, {}, {}, {}};
    if (!req.body.empty()) body = read_object(req);
    if (auto const* refusal = std::get_if<reply>(&body)) return *refusal;
    std::string complaint;
    members told{std::get<json_value>(body), complaint};
    return answer(told, complaint);
}

reply release(webhook_sender& webhooks, request const& req) {
    return with_body(req, [&webhooks](members& told, std::string const& complaint) {
        told.only({"order"});
        bool const reverse = told.has("order") && !told.one_of("order", {"reverse"}).empty();
        if (!complaint.empty()) return invalid_request(complaint);
        webhooks.release(reverse ? release_order::reverse : release_order::as_they_came);
        return no_content();
    });
}

reply redeliver(webhook_sender& webhooks, request const& req) {
    return with_body(req, [&webhooks](members& told, std::string const& complaint) {
        told.only({"transactionId", "number"});
        std::optional<std::string> wanted;
        if (told.has("transactionId")) wanted = told.text("transactionId");
        auto const number = told.count("number", 0, std::numeric_limits<int>::max());
        if (wanted && number != 0) told.complain("number", "does not go with transactionId");
        if (!complaint.empty()) return invalid_request(complaint);
        if (number != 0 ? webhooks.redeliver_number(static_cast<std::size_t>(number))
                        : webhooks.redeliver(wanted))
            return no_content();
        return problem(404, "Not Found", "NOT_FOUND", "There is no such event to deliver.");
    });
}

} // namespace

std::optional<reply> handle_webhook_control(state& world, request const& req) {
    constexpr std::string_view prefix = "/_sandbox/webhooks";
    if (!req.path.starts_with(prefix)) return std::nullopt;
    auto const name = std::string_view{req.path}.substr(prefix.size());

    if (name.empty())
        return req.method == "GET" ? list_events(world.webhooks) : method_not_allowed(req, "GET");
    if (name != "/hold" && name != "/release" && name != "/redeliver") return std::nullopt;
    if (req.method != "POST") return method_not_allowed(req, "POST");
    if (name == "/release") return release(world.webhooks, req);
    if (name == "/redeliver") return redeliver(world.webhooks, req);
    world.webhooks.hold();
    return no_content();
}

} // namespace sandbox
