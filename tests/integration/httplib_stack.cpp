// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "stacks.hpp"

#if defined(CONNECTPSP_TEST_HTTPLIB)
#include "httplib_transport.hpp"

#include <memory>

any_transport make_httplib_transport(transport_settings const& wanted) {
    auto const send = std::make_shared<examples::httplib_transport>(wanted.timeout, wanted.ca_file);
    return [send](connectpsp::request const& message) { return (*send)(message); };
}
#endif
